import { describe, expect, test } from 'vitest';
import {
  at,
  between,
  clock,
  mill,
  minute,
  query,
  request,
  technician,
  townTravel,
  visit,
  workDay,
} from '../../../../test/fixtures/tiny-town.ts';
import type { SlotQuery, WorkDay } from '../problem/types.ts';
import { findSlots } from '../search/find-slots.ts';

/** Half an hour at the mill, 10 minutes from home: minutes of idle time it adds, by start. Gaps below 30 are of no use. */
async function idleBy(day: WorkDay, changes: Partial<SlotQuery> = {}): Promise<Record<string, number>> {
  const asked = query([technician([day])], {
    request: request({ place: mill, duration: 30 * minute }),
    grid: { zone: 'UTC', step: 10 * minute, width: 0 },
    goal: { weights: { idle: 1 } },
    ...changes,
  });
  const { offers } = await findSlots(asked, townTravel());
  const parts = offers.map(({ window, parts }) => [clock(window.start), parts[0]!.seconds / minute] as const);
  return Object.fromEntries(parts);
}

describe('a morning from 08:00 to 10:00', () => {
  const morning = workDay([], { working: [between('08:00', '10:00')] });

  test('waiting before the visit and the rest after it, where they are shorter than half an hour', async () => {
    const idle = await idleBy(morning);
    // There at 08:10; from 08:30 it is 20 minutes of waiting, 08:40 leaves half an hour, which is of use.
    expect(idle['08:10']).toBe(0);
    expect(idle['08:30']).toBe(20);
    expect(idle['08:40']).toBe(0);
    // Over at 09:30, home at 09:40: the last 20 minutes are lost; at 09:20 nothing is.
    expect(idle['09:00']).toBe(20);
    expect(idle['09:20']).toBe(0);
  });

  test('a goal may need longer gaps, or call every gap useful', async () => {
    const weights = { idle: 1 };
    expect((await idleBy(morning, { goal: { weights, usefulGap: 31 * minute } }))['08:40']).toBe(30);
    const all = await idleBy(morning, { goal: { weights, usefulGap: 0 } });
    expect(Object.values(all).every((minutes) => minutes === 0)).toBe(true);
  });

  test('what is past is lost already', async () => {
    // Leaving at 08:15, there at 08:25: at 08:30 it is 5 minutes of waiting.
    expect((await idleBy(morning, { now: at('08:15') }))['08:30']).toBe(5);
  });
});

test('filling a hole that was of no use saves it', async () => {
  // At the mill until 08:40 and again from 09:10: half an hour, which only a goal that needs 31 minutes calls lost.
  const first = visit('first', mill, 30, '08:10');
  const second = visit('second', mill, 30, '09:10');
  const goal = { weights: { idle: 1 }, usefulGap: 31 * minute };
  expect((await idleBy(workDay([first, second]), { goal }))['08:40']).toBe(-30);
  expect((await idleBy(workDay([first, second])))['08:40']).toBe(0);
});

test('a break parts a gap: 20 minutes before lunch and 20 after it are of no use', async () => {
  const late = visit('late', mill, 30, '13:20');
  const day = workDay([late]);
  // Today the whole morning waits. A visit until 11:40 leaves 20 minutes before lunch and, as today, 20 after.
  expect((await idleBy(day))['11:10']).toBe(20);
});

test('later visits that move are looked at, those that stay are not', async () => {
  const next = visit('next', mill, 30, '08:10', '12:00');
  const fixed = visit('fixed', mill, 30, '09:30');
  // Today: next 08:10-08:40, 50 minutes free, fixed. Before `next` it moves to 08:40: 20 minutes are left.
  expect((await idleBy(workDay([next, fixed])))['08:10']).toBe(20);
});

test('in own-time the day is idle from its opening to the first service and from the last to closing', async () => {
  const day = workDay([], { working: [between('08:00', '10:00')], commute: 'own-time' });
  const idle = await idleBy(day);
  expect(idle['08:20']).toBe(20);
  expect(idle['09:10']).toBe(20);
  expect(idle['09:30']).toBe(0);
});
