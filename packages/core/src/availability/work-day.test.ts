import type { Assignment, DayLeg, Technician } from '@itinera/db';
import { describe, expect, it } from 'vitest';
import { legBetween, workDay } from './work-day.ts';

const monday8 = 1_799_650_800;
const hour = 3600;
const base = { lon: 9.5, lat: 47.1 };
const north = { lon: 9.5, lat: 47.2 };
const technician = {
  id: 'anna',
  baseLon: base.lon,
  baseLat: base.lat,
  commute: 'working-time',
  zone: 'Europe/Vaduz',
  limits: null,
} as Technician;
const working = [{ start: monday8, end: monday8 + 4 * hour }];

function row(id: string, startsAt: number, more: Partial<Assignment> = {}): Assignment {
  return {
    id,
    lon: north.lon,
    lat: north.lat,
    startsAt,
    endsAt: startsAt + hour,
    earliest: startsAt - hour,
    latest: startsAt + hour,
    open: null,
    frozen: false,
    progress: null,
    progressAt: null,
    ...more,
  } as Assignment;
}

const before = monday8 - 24 * hour;
const day = (rows: Assignment[], now = before, stored: DayLeg[] = []) =>
  workDay(technician, '2027-01-11', working, rows, stored, now);
const leg = (from: typeof base, to: typeof base, seconds: number, estimated = false) =>
  legBetween(from, to, { seconds, metres: seconds * 10, estimated });

describe('workDay', () => {
  it('tells the promise of a visit, buffers included in its duration', () => {
    expect(day([row('a', monday8 + hour)]).visits).toEqual([
      { id: 'a', place: north, duration: hour, earliest: monday8, latest: monday8 + 2 * hour },
    ]);
  });

  it('a visit to come begins no earlier than now; one that has begun, or is frozen, is where it is', () => {
    const starts = (now: number, more: Partial<Assignment> = {}) => {
      const [visit] = day([row('a', monday8 + hour, more)], now).visits;
      return [visit!.earliest - monday8, visit!.latest - monday8];
    };
    expect(starts(monday8 + 600)).toEqual([600, 2 * hour]);
    expect(starts(monday8 + hour)).toEqual([hour, hour]);
    expect(starts(before, { frozen: true })).toEqual([hour, hour]);
    // Planned later than promised, and the promise is over: it is not told backwards.
    expect(starts(monday8 + 600, { earliest: monday8 - hour, latest: monday8 })).toEqual([600, 600]);
  });

  it('passes legs on when all are stored for this order and none is an estimate', () => {
    const rows = [row('a', monday8 + hour)];
    const there = leg(base, north, 600);
    const back = leg(north, base, 700);
    expect(day(rows, before, [there, back]).legs).toEqual([600, 700]);
    expect(day(rows, before, [back, there]).legs).toEqual([600, 700]);
    expect(day(rows, before, [there]).legs).toBeUndefined();
    expect(day(rows, before, [there, leg(north, base, 700, true)]).legs).toBeUndefined();
    // Another order: what is left over joins nothing.
    expect(day([], before, [there, back]).legs).toEqual([0]);
  });

  it('visits outside working time bring their own time and that of their legs', () => {
    const late = row('a', monday8 + 3.5 * hour);
    const stored = [leg(base, north, 600), leg(north, base, 700)];
    expect(day([late], before, stored).working).toEqual([
      { start: monday8, end: monday8 + 4.5 * hour + 700 },
    ]);
    const evening = row('a', monday8 + 10 * hour);
    expect(day([evening], before, stored).working).toEqual([
      working[0],
      { start: monday8 + 10 * hour - 600, end: monday8 + 11 * hour + 700 },
    ]);
    expect(day([evening]).working[1]).toEqual({ start: monday8 + 10 * hour, end: monday8 + 11 * hour });
    expect(day([row('a', monday8 + 3 * hour)], before, stored).working).toEqual(working);
  });

  it('work without a place is no visit', () => {
    expect(day([row('call', monday8, { lon: null, lat: null })]).visits).toEqual([]);
  });
});
