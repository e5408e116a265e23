import type { Assignment, DayLeg } from '@itinera/db';
import { expect, test } from 'vitest';
import { inOrder, isUnderWay, legsUnderWay, visitsUnderWay } from './day-under-way.ts';

const eight = 1_799_650_800;
const minutes = (count: number): number => eight + count * 60;
const zone = 'Europe/Vaduz';

/** An hour of work, planned so many minutes after eight. */
function row(
  id: string,
  from: number,
  more: Partial<Assignment> = {},
): Assignment & { lon: number; lat: number } {
  return {
    id,
    partId: id,
    lon: 9.5,
    lat: 47.1,
    startsAt: minutes(from),
    endsAt: minutes(from + 60),
    earliest: minutes(from - 30),
    latest: minutes(from + 30),
    open: null,
    frozen: false,
    progress: null,
    progressAt: null,
    ...more,
  } as Assignment & { lon: number; lat: number };
}

const legs = Array.from({ length: 4 }, () => ({ seconds: 600 }) as DayLeg);
const began = (progress: Assignment['progress'], at: number) => ({ progress, progressAt: minutes(at) });
/** From when to when each may begin, and how long it takes, in minutes after eight. */
const timed = (rows: Parameters<typeof visitsUnderWay>[0], now: number) =>
  visitsUnderWay(rows, legs, minutes(now)).map(({ earliest, latest, duration }) =>
    [earliest - eight, latest - eight, duration].map((seconds) => seconds / 60),
  );

test('a day is under way when something of it was said, until it is over; any other is timed by its plan', () => {
  const rows = [row('a', 0), row('b', 90, began('on-the-way', 80))];
  expect(isUnderWay([rows[0]!], { zone }, '2027-01-11', minutes(30))).toBe(false);
  expect(isUnderWay(rows, { zone }, '2027-01-11', minutes(30))).toBe(true);
  expect(isUnderWay(rows, { zone }, '2027-01-11', minutes(24 * 60))).toBe(false);
});

test('what began goes first, by when it began; then where somebody is driving to', () => {
  const rows = [
    row('skipped', 0),
    row('next', 200, began('on-the-way', 130)),
    row('second', 70, began('closed', 120)),
    row('first', 10, began('closed', 60)),
  ];
  expect(inOrder(rows, minutes(130)).map(({ id }) => id)).toEqual(['first', 'second', 'next', 'skipped']);
  expect(legsUnderWay(rows, [600, 600, 600, 600, 600], minutes(130))).toEqual([0, 0, 600, 600, 600]);
});

test('running late: who has not closed is still there now, and the next begins no earlier than that', () => {
  const rows = [row('a', 0, began('started', 0)), row('b', 90)];
  expect(timed(rows, 75)).toEqual([
    [0, 0, 75],
    [75, 120, 60],
  ]);
  // Planned to have begun by then, and nobody is there: it is late, not begun.
  expect(timed(rows, 130)[1]).toEqual([130, 130, 60]);
});

test('finished early: the next is as early as somebody who leaves now can be there, never before its promise', () => {
  const done = row('a', 0, { ...began('closed', 20), endsAt: minutes(20) });
  expect(timed([done, row('b', 45)], 20)[1]).toEqual([30, 75, 60]);
  expect(timed([done, row('b', 90)], 20)[1]).toEqual([60, 120, 60]);
});

test('on the way: there when the road says, from when they left; what they left is over', () => {
  const open = row('a', 0, began('started', 0));
  expect(timed([open, row('b', 90, began('on-the-way', 65))], 70)).toEqual([
    [0, 0, 65],
    [75, 75, 60],
  ]);
  expect(timed([open, row('b', 90, began('on-the-way', 40))], 70)).toEqual([
    [0, 0, 40],
    [70, 70, 60],
  ]);
});

test('what staff froze stays where it is until that is over', () => {
  const done = row('a', 0, { ...began('closed', 20), endsAt: minutes(20) });
  expect(timed([done, row('b', 90, { frozen: true })], 20)[1]).toEqual([90, 90, 60]);
  expect(timed([done, row('b', 90, { frozen: true })], 100)[1]).toEqual([110, 120, 60]);
});
