import { expect, test } from 'vitest';
import { leastByHalving, leastOfAll } from './least-amount.ts';

/** A scan that counts its steps: what opens are these amounts, and a stretch may open when it holds one of them. */
function scan(amounts: number[], low = 1, high = 7200): { least: number | undefined; steps: number } {
  let steps = 0;
  const holds = (from: number, to: number): boolean => {
    steps += 1;
    return amounts.some((amount) => from <= amount && amount <= to);
  };
  const least = leastOfAll(low, high, { opens: (amount) => holds(amount, amount), mayOpen: holds });
  return { least, steps };
}

test('the least of several amounts, even where more closes again', () => {
  expect(scan([5000, 17, 400]).least).toBe(17);
  expect(scan([7200]).least).toBe(7200);
  expect(scan([1]).least).toBe(1);
});

test('nothing to try, or nothing that opens', () => {
  expect(scan([3], 1, 0)).toEqual({ least: undefined, steps: 0 });
  expect(scan([])).toEqual({ least: undefined, steps: 1 });
  expect(scan([8000])).toEqual({ least: undefined, steps: 1 });
});

test('steps grow with the logarithm of the stretch, where a doubtful one is told from a hopeless one', () => {
  expect(scan([4321]).steps).toBeLessThan(30);
});

test('where no stretch can be told, every amount is tried', () => {
  let tried = 0;
  const opens = (): boolean => {
    tried += 1;
    return false;
  };
  expect(leastOfAll(1, 100, { opens, mayOpen: () => true })).toBeUndefined();
  expect(tried).toBe(100);
});

test('by halving: what opens still opens by more', async () => {
  const from = (least: number) => (amount: number) => Promise.resolve(amount >= least);
  for (const least of [1, 2, 99, 100]) expect(await leastByHalving(100, from(least))).toBe(least);
  expect(await leastByHalving(100, from(101))).toBeUndefined();
  expect(await leastByHalving(0, from(0))).toBeUndefined();
});
