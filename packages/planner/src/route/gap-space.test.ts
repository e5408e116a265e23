import { expect, test } from 'vitest';
import { GapSpace } from './gap-space.ts';

test('a day that is kept is not written over; one that is not is', () => {
  const space = new GapSpace();
  space.reserve(9);
  const { gaps } = space;
  space.keep(8);
  space.reserve(5);
  expect([space.gaps, space.end]).toEqual([gaps, 9]);
  space.reserve(7);
  expect([space.gaps, space.end]).toEqual([gaps, 9]);
});

test('where a block is full another begins, for a day of any length', () => {
  const space = new GapSpace();
  space.reserve(1000);
  const first = space.gaps;
  space.keep(999);
  space.reserve(100);
  expect(space.gaps).not.toBe(first);
  expect(space.end).toBe(0);
  space.reserve(100_000);
  expect(space.gaps.own.length).toBe(100_000);
});

test('a block is given to one search at a time, and without estimates', () => {
  const [one, other] = [new GapSpace(), new GapSpace()];
  one.reserve(5000);
  other.reserve(5000);
  const { gaps } = one;
  expect(other.gaps).not.toBe(gaps);
  gaps.ownEstimated[17] = 1;
  one.giveBack();
  const next = new GapSpace();
  next.reserve(5000);
  expect(next.gaps).toBe(gaps);
  expect(next.gaps.ownEstimated[17]).toBe(0);
});
