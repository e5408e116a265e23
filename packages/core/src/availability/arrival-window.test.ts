import type { Assignment, DayLeg, Technician } from '@itinera/db';
import { expect, test } from 'vitest';
import { arrivalWindow } from './arrival-window.ts';
import { inOrder } from './day-under-way.ts';
import { workDay, type LoadedDay } from './work-day.ts';

const eight = 1_799_650_800;
const minutes = (count: number): number => eight + count * 60;
const date = '2027-01-11';
const technician = {
  ...{ id: 't', zone: 'Europe/Vaduz', commute: 'working-time', baseLon: 9.5, baseLat: 47.1 },
  ...{ limits: null, laterBases: null },
} as Technician;

/** An hour of work, planned so many minutes after eight and promised within half an hour of it. */
function row(id: string, from: number, more: Partial<Assignment> = {}): Assignment {
  return {
    ...{ id, partId: id, lon: 9.5, lat: 47.1, open: null, frozen: false, progress: null, progressAt: null },
    ...{ startsAt: minutes(from), endsAt: minutes(from + 60) },
    ...{ earliest: minutes(from), latest: minutes(from + 30) },
    ...more,
  } as Assignment;
}

const said = (progress: Assignment['progress'], at: number, more: Partial<Assignment> = {}) => ({
  progress,
  progressAt: minutes(at),
  ...more,
});

/** The window in minutes after eight; every leg takes twenty minutes. */
async function expected(
  of: string,
  stored: Assignment[],
  now: number,
  estimated = false,
  pause = { start: minutes(599), end: minutes(600) },
) {
  const rows = inOrder(stored, minutes(now));
  const place: [number, number] = [9.5, 47.1];
  const leg = { from: place, to: place, seconds: 1200, metres: 1, estimated } as DayLeg;
  const legs = Array.from({ length: rows.length + 1 }, () => leg);
  const working = [
    { start: minutes(-120), end: pause.start },
    { start: pause.end, end: minutes(700) },
  ];
  const day = workDay(technician, date, working, rows, legs, minutes(now));
  const loaded: LoadedDay = {
    ...{ technician, date, rows, stored: legs, working, day, now: minutes(now), closed: false },
  };
  const window = await arrivalWindow(loaded, legs, of);
  const after = (at: number) => (at - eight) / 60;
  return window && [after(window.from), after(window.likely), after(window.to), window.estimated];
}

test('on the way: the road from when they left, a fifth more or less, in steps of five minutes', async () => {
  const day = [row('a', 0, said('on-the-way', 10))];
  expect(await expected('a', day, 12)).toEqual([25, 30, 35, false]);
  // Twice as uncertain where the road is only estimated.
  expect(await expected('a', day, 12, true)).toEqual([20, 30, 40, true]);
  // Never before now, and never narrower than ten minutes.
  expect(await expected('a', [row('a', 0, said('on-the-way', 10))], 29)).toEqual([25, 30, 35, false]);
});

test('on the way during a break: who is driving drives, whatever the calendar says', async () => {
  const noon = { start: minutes(15), end: minutes(75) };
  const day = [row('a', 0, said('on-the-way', 10))];
  expect(await expected('a', day, 12, false, noon)).toEqual([25, 30, 35, false]);
});

test('who is overdue on the road may be as late again', async () => {
  const day = [row('a', 0, said('on-the-way', 10))];
  expect(await expected('a', day, 50)).toEqual([50, 50, 75, false]);
});

test('what is promised is not begun before its time, however quick the day is', async () => {
  const day = [row('a', 60, said('on-the-way', 10))];
  expect(await expected('a', day, 12)).toEqual([60, 60, 70, false]);
});

test('the lateness of the visit before counts, and every visit and road between makes the window wider', async () => {
  const late = row('a', 0, said('started', 40, { startsAt: minutes(40), endsAt: minutes(100) }));
  const day = [late, row('b', 80), row('c', 160)];
  // Forty minutes of work are left (ten more or less) and a road of twenty (four more or less).
  expect(await expected('b', day, 60)).toEqual([105, 120, 135, false]);
  const [from, likely, to] = (await expected('c', day, 60)) as [number, number, number];
  expect(likely).toBe(200);
  expect(to - from).toBeGreaterThan(135 - 105);
});

test('a pause before it takes the lateness in: the window stays where it was promised', async () => {
  const late = row('a', 0, said('started', 10, { startsAt: minutes(10), endsAt: minutes(70) }));
  expect(await expected('b', [late, row('b', 200)], 30)).toEqual([200, 200, 210, false]);
});

test('work that takes longer than planned already may take as long again', async () => {
  const long = row('a', 0, said('started', 0));
  // Planned to end at 60; it is 90.
  expect(await expected('b', [long, row('b', 80)], 90)).toEqual([105, 110, 145, false]);
});

test('nothing is said of a day that is not under way, of who is there, and of what stands nowhere', async () => {
  expect(await expected('a', [row('a', 60)], 12)).toBeNull();
  expect(await expected('a', [row('a', 0, said('arrived', 10))], 12)).toBeNull();
  expect(await expected('a', [row('a', 0, said('closed', 10))], 12)).toBeNull();
  const nowhere = row('a', 60, { lon: null, lat: null });
  expect(await expected('a', [nowhere, row('b', 0, said('started', 0))], 12)).toBeNull();
  expect(await expected('a', [row('a', 60), row('b', 0, said('started', 0))], 24 * 60)).toBeNull();
});
