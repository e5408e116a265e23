import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  clock,
  hour,
  mill,
  minute,
  school,
  townLeg,
  visit,
  workDay,
} from '../../../../test/fixtures/tiny-town.ts';
import type { WorkDay } from '../problem/types.ts';
import { arrive, drive, earliestStart } from '../time/working-time.ts';
import { Gaps, routeOf, stopPlace } from './routes.ts';
import { timeBackward, timeForward } from './time-route.ts';

function timed(day: WorkDay, leg?: (k: number) => number) {
  const route = routeOf(day, 0);
  const gaps = new Gaps(day.visits.length + 1);
  for (let k = 0; k <= day.visits.length; k++) {
    gaps.own[k] = leg?.(k) ?? townLeg(stopPlace(route, k), stopPlace(route, k + 1));
  }
  timeForward(route, gaps);
  timeBackward(route, gaps);
  return { route, gaps };
}

describe('today as early as possible', () => {
  test('home 08:00, mill 08:10 to 09:10, school 09:20 but promised from 10:00', () => {
    const { gaps, route } = timed(
      workDay([visit('a', mill, 60, '08:00', '12:00'), visit('b', school, 30, '10:00', '11:00')]),
    );
    expect(Array.from(gaps.starts.subarray(1), clock)).toEqual(['08:10', '10:00']);
    expect(Array.from(gaps.leaving, clock)).toEqual(['08:00', '09:10', '10:30']);
    expect(route.travel).toBe(40 * minute);
  });

  test('a visit without room starts when it is reached all the same, a leg goes on by the clock', () => {
    // From the mill at 17:30 it is 10 minutes to the school, by the clock.
    const { gaps } = timed(
      workDay([visit('a', mill, 60, '16:30', '16:45'), visit('b', school, 60, '09:00')]),
    );
    expect(Array.from(gaps.fits.subarray(1))).toEqual([0, 0]);
    expect(Array.from(gaps.starts.subarray(1), clock)).toEqual(['16:30', '17:40']);
  });

  test('in own-time the first visit is reached at any moment', () => {
    const { gaps } = timed(workDay([visit('a', school, 60, '08:00')], { commute: 'own-time' }));
    expect(clock(gaps.starts[1]!)).toBe('08:00');
  });

  test('an old leg without a road counts 0', () => {
    const { gaps, route } = timed(workDay([visit('a', mill, 60, '08:00')]), (k) => (k === 0 ? -1 : 600));
    expect(clock(gaps.starts[1]!)).toBe('08:00');
    expect(route.travel).toBe(600);
  });
});

describe('how late a stop may be reached', () => {
  test('a promise, the way to it and the way home bound what comes before', () => {
    // Home by 17:00 means leaving the school by 16:40 and starting there by 15:40, before the promise of 16:00 ends;
    // with 10 minutes of driving before it, the mill must be left by 15:30 and begun by 14:30.
    const { gaps } = timed(
      workDay([visit('a', mill, 60, '13:00', '16:00'), visit('b', school, 60, '13:00', '16:00')]),
    );
    expect(Array.from(gaps.kept, clock)).toEqual(['14:30', '15:40', '17:00']);
    expect(Array.from(gaps.promised.subarray(0, 2), clock)).toEqual(['14:50', '16:00']);
  });

  test('a late visit may stay as late as it is', () => {
    const { gaps } = timed(workDay([visit('a', school, 60, '08:00')]));
    expect(clock(gaps.promised[0]!)).toBe('08:20');
  });
});

/** Days of at most three visits within two minutes, in seconds, many of them broken. */
const smallDay = fc
  .record({
    working: fc.array(fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 3, max: 25 })), {
      minLength: 1,
      maxLength: 3,
    }),
    visits: fc.array(
      fc.record({
        earliest: fc.integer({ min: 0, max: 50 }),
        patience: fc.integer({ min: 0, max: 20 }),
        duration: fc.integer({ min: 1, max: 10 }),
        open: fc.option(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 40 })), {
          nil: undefined,
        }),
      }),
      { maxLength: 3 },
    ),
    legs: fc.array(fc.integer({ min: -1, max: 12 }), { minLength: 4, maxLength: 4 }),
    ownTime: fc.boolean(),
  })
  .map(({ working, visits, legs, ownTime }) => {
    let end = 0;
    const day = workDay(
      visits.map(({ earliest, patience, duration, open }, i) => ({
        id: String(i),
        place: mill,
        duration,
        earliest,
        latest: earliest + patience,
        ...(open && { open: [{ start: open[0], end: open[0] + open[1] }] }),
      })),
      {
        working: working.map(([pause, length]) => {
          const start = end + pause;
          end = start + length;
          return { start, end };
        }),
        commute: ownTime ? 'own-time' : 'working-time',
      },
    );
    return { day, legs };
  });

test('reaching a stop by its latest arrival keeps every later rule, reaching it a second later breaks one', () => {
  fc.assert(
    fc.property(smallDay, ({ day, legs }) => {
      const { gaps } = timed(day, (k) => legs[k]!);
      const last = day.visits.length;
      /** Re-times visits `k`.. from an arrival, as docs/planner.md 3.3 says, and judges them. */
      const keeps = (k: number, reached: number, wayBack: boolean): boolean => {
        let arrival = reached;
        for (let j = k; j <= last; j++) {
          const each = day.visits[j - 1]!;
          const ready = Math.max(each.earliest, arrival);
          const room = earliestStart(day.working, each.open, ready, each.duration);
          const start = room < Infinity ? room : ready;
          if (start > Math.max(each.latest, gaps.starts[j]!)) return false;
          if (room === Infinity && gaps.fits[j] === 1) return false;
          const leg = legs[j]!;
          if (j === last && wayBack && start > gaps.starts[j]!) {
            const fits =
              leg >= 0 &&
              (day.commute === 'own-time' || drive(day.working, start + each.duration, leg) < Infinity);
            if (!fits) return false;
          }
          arrival = arrive(day.working, start + each.duration, Math.max(0, leg));
        }
        return true;
      };
      for (let k = 1; k <= last; k++) {
        for (const [latest, wayBack] of [
          [gaps.promised[k - 1]!, false],
          [gaps.kept[k - 1]!, true],
        ] as const) {
          if (latest > -Infinity) expect(keeps(k, latest, wayBack)).toBe(true);
          expect(keeps(k, latest === -Infinity ? -hour : latest + 1, wayBack)).toBe(false);
        }
      }
    }),
    { numRuns: 3000 },
  );
});
