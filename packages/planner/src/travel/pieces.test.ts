import { expect, test } from 'vitest';
import { askInPieces } from './pieces.ts';
import type { Piece } from './pieces.ts';

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

test('no more than the limit at once, each piece once, in their order', async () => {
  const begun: number[] = [];
  let running = 0;
  let most = 0;
  const pieces = Array.from({ length: 9 }, (_, number): Piece => async () => {
    begun.push(number);
    running += 1;
    most = Math.max(most, running);
    await turn();
    running -= 1;
    return [];
  });
  expect(await askInPieces(3, pieces)).toBeUndefined();
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(most).toBe(3);
  expect(await askInPieces(3, [])).toBeUndefined();
});

test('a slow piece does not hold the others', async () => {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const done: number[] = [];
  const quick = Array.from({ length: 5 }, (_, number): Piece => async () => {
    await turn();
    done.push(number);
    if (number === 4) release();
    return [];
  });
  // It ends only when all others have: held back by it, they never would.
  const slow: Piece = async () => {
    await held;
    return [];
  };
  expect(await askInPieces(2, [slow, ...quick])).toBeUndefined();
  expect(done).toEqual([0, 1, 2, 3, 4]);
});

test('a piece may break into smaller ones', async () => {
  const asked: string[] = [];
  const piece =
    (name: string): Piece =>
    async () => {
      await turn();
      if (name.length < 3) return [piece(`${name}a`), piece(`${name}b`)];
      asked.push(name);
      return [];
    };
  expect(await askInPieces(2, [piece('x')])).toBeUndefined();
  expect(asked.toSorted()).toEqual(['xaa', 'xab', 'xba', 'xbb']);
});

test('after a failure nothing is begun, what is under way is waited for, and the first failure is told', async () => {
  const done: string[] = [];
  const fail =
    (name: string, turns: number): Piece =>
    async () => {
      for (let i = 0; i < turns; i++) await turn();
      done.push(name);
      throw new Error(name);
    };
  const late: Piece = async () => {
    for (let i = 0; i < 5; i++) await turn();
    done.push('late');
    return [];
  };
  const failure = await askInPieces(3, [fail('first', 1), late, fail('second', 3), late, late]);
  expect(failure).toEqual(new Error('first'));
  expect(done).toEqual(['first', 'second', 'late']);
});
