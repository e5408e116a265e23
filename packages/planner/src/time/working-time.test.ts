import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at, between, hour, minute } from '../../../../test/fixtures/tiny-town.ts';
import type { Interval } from '../units.ts';
import { arrive, drive, earliestStart, latestDeparture, latestStart } from './working-time.ts';

const working = [between('08:00', '12:00'), between('13:00', '17:00')];

describe('earliestStart', () => {
  test('a service that would run into lunch starts after it', () => {
    expect(earliestStart(working, undefined, at('11:00'), hour)).toBe(at('11:00'));
    expect(earliestStart(working, undefined, at('11:01'), hour)).toBe(at('13:00'));
    expect(earliestStart(working, undefined, at('16:01'), hour)).toBe(Infinity);
  });

  test('opening hours have to hold the whole service too', () => {
    const open = [between('09:00', '10:30'), between('10:30', '14:00')];
    expect(earliestStart(working, open, at('08:00'), hour)).toBe(at('09:00'));
    expect(earliestStart(working, open, at('09:31'), hour)).toBe(at('10:30'));
    expect(earliestStart(working, open, at('11:30'), hour)).toBe(at('13:00'));
    expect(earliestStart(working, open, at('13:01'), hour)).toBe(Infinity);
    expect(earliestStart(working, [], at('08:00'), hour)).toBe(Infinity);
  });
});

describe('drive', () => {
  test('a leg stops for lunch and goes on after it', () => {
    expect(drive(working, at('11:45'), 30 * minute)).toBe(at('13:15'));
    expect(drive(working, at('11:30'), 30 * minute)).toBe(at('12:00'));
    expect(drive(working, at('12:30'), 0)).toBe(at('12:30'));
  });

  test('there is none when working time runs out, while `arrive` goes on by the clock', () => {
    expect(drive(working, at('16:45'), 15 * minute)).toBe(at('17:00'));
    expect(drive(working, at('16:45'), 16 * minute)).toBe(Infinity);
    expect(arrive(working, at('16:45'), 16 * minute)).toBe(at('17:01'));
    expect(arrive(working, at('18:00'), hour)).toBe(at('19:00'));
    expect(arrive([], at('18:00'), hour)).toBe(at('19:00'));
  });
});

/** Up to three intervals within 40 seconds, ascending and apart; and openings that may touch. */
const few = (gap: number) =>
  fc
    .array(fc.tuple(fc.integer({ min: gap, max: 6 }), fc.integer({ min: 1, max: 9 })), {
      minLength: 1,
      maxLength: 3,
    })
    .map((pairs) => {
      let clock = 0;
      return pairs.map(([pause, length]): Interval => {
        const start = clock + pause;
        clock = start + length;
        return { start, end: clock };
      });
    });
const moment = fc.integer({ min: -5, max: 60 });
const length = fc.integer({ min: 1, max: 8 });

/** Whether the second [s, s+1) is worked; after the last interval every second counts. */
const ticks = (intervals: Interval[], second: number, beyond: boolean) =>
  intervals.some(({ start, end }) => start <= second && second < end) ||
  (beyond && second >= intervals.at(-1)!.end);

function driveBySeconds(intervals: Interval[], x: number, travel: number, beyond: boolean): number {
  let clock = x;
  for (let left = travel; left > 0; clock++) {
    if (clock > 200) return Infinity;
    if (ticks(intervals, clock, beyond)) left--;
  }
  return clock;
}

describe('second by second', () => {
  const holds = (list: Interval[], y: number, d: number) =>
    list.some(({ start, end }) => start <= y && y + d <= end);

  test('a service', () => {
    fc.assert(
      fc.property(few(1), fc.option(few(0), { nil: undefined }), moment, length, (list, open, x, d) => {
        const room = (y: number) => holds(list, y, d) && (open === undefined || holds(open, y, d));
        let earliest = x;
        while (earliest < 100 && !room(earliest)) earliest++;
        let latest = x;
        while (latest > -10 && !room(latest)) latest--;
        expect(earliestStart(list, open, x, d)).toBe(earliest < 100 ? earliest : Infinity);
        expect(latestStart(list, open, x, d)).toBe(latest > -10 ? latest : -Infinity);
      }),
      { numRuns: 2000 },
    );
  });

  test('a leg, and its inverse', () => {
    fc.assert(
      fc.property(few(1), moment, fc.integer({ min: 0, max: 30 }), (list, x, travel) => {
        expect(arrive(list, x, travel)).toBe(driveBySeconds(list, x, travel, true));
        expect(drive(list, x, travel)).toBe(driveBySeconds(list, x, travel, false));
        let latest = x;
        while (latest > -10 && arrive(list, latest, travel) > x) latest--;
        expect(latestDeparture(list, x, travel)).toBe(latest > -10 ? latest : -Infinity);
      }),
      { numRuns: 2000 },
    );
  });
});
