import { describe, expect, test } from 'vitest';
import type { Visit, WorkDay } from '../problem/types.ts';
import { travelLookup } from '../travel/travel-lookup.ts';
import type { Place } from '../units.ts';
import { checkDay } from './check-day.ts';
import { newViolations } from './violation.ts';

// Minutes are easier to follow than epoch seconds; a day from minute 0 to 540 with lunch at 240-300.
const minutes = (count: number): number => count * 60;
const home: Place = { lon: 9, lat: 47 };
const mill: Place = { lon: 9.1, lat: 47 };
const farm: Place = { lon: 9.2, lat: 47 };
const isle: Place = { lon: 9.9, lat: 47 };
const places = [home, mill, farm, isle];
/** Home - mill 20 min, mill - farm 30 min, home - farm 40 min; nothing leads to the isle. */
const roads = travelLookup({
  from: places,
  to: places,
  table: {
    seconds: Int32Array.from(
      [0, 20, 40, -1, 20, 0, 30, -1, 40, 30, 0, -1, -1, -1, -1, 0].map((m) => (m < 0 ? -1 : minutes(m))),
    ),
  },
});

function visit(
  id: string,
  place: Place,
  from: number,
  to: number,
  lasts: number,
  more: Partial<Visit> = {},
): Visit {
  return { id, place, earliest: minutes(from), latest: minutes(to), duration: minutes(lasts), ...more };
}

function day(visits: Visit[], more: Partial<WorkDay> = {}): WorkDay {
  const working = [
    { start: 0, end: minutes(240) },
    { start: minutes(300), end: minutes(540) },
  ];
  return { date: '1970-01-01', start: home, end: home, working, visits, ...more };
}

describe('checkDay', () => {
  test('finds nothing in a day that can be kept, nor in an empty one', () => {
    expect(checkDay(day([visit('a', mill, 20, 20, 60), visit('b', farm, 110, 110, 60)]), roads)).toEqual([]);
    expect(checkDay(day([]), roads)).toEqual([]);
  });

  test('names a late visit and by how much: leaving the mill at 80 and driving 30 makes 110, promised by 100', () => {
    const late = day([visit('a', mill, 20, 20, 60), visit('b', farm, 90, 100, 60)]);
    expect(checkDay(late, roads)).toEqual([{ code: 'late', visit: 'b', by: minutes(10) }]);
  });

  test('interrupts a leg at lunch: 20 of 30 minutes before, 10 after it', () => {
    const interrupted = day([visit('a', mill, 160, 160, 60), visit('b', farm, 230, 309, 60)]);
    expect(checkDay(interrupted, roads)).toEqual([{ code: 'late', visit: 'b', by: minutes(1) }]);
  });

  test('moves a service that would run into lunch behind it', () => {
    const pushed = day([visit('a', mill, 200, 299, 60)]);
    expect(checkDay(pushed, roads)).toEqual([{ code: 'late', visit: 'a', by: minutes(1) }]);
  });

  test('keeps a service inside opening hours and working time at once', () => {
    const open = [
      { start: minutes(30), end: minutes(89) },
      { start: minutes(200), end: minutes(360) },
    ];
    expect(checkDay(day([visit('a', mill, 20, 300, 60, { open })]), roads)).toEqual([]);
    expect(checkDay(day([visit('a', mill, 20, 299, 60, { open })]), roads)).toEqual([
      { code: 'late', visit: 'a', by: minutes(1) },
    ]);
  });

  test('says which bound a service without room leaves, and goes on with the day', () => {
    const tooLong = day([visit('a', mill, 20, 20, 300), visit('b', mill, 400, 400, 60)]);
    expect(checkDay(tooLong, roads)).toEqual([{ code: 'outside-working-time', visit: 'a', by: 0 }]);
    const shut = day([visit('a', mill, 20, 500, 30, { open: [{ start: 0, end: minutes(40) }] })]);
    expect(checkDay(shut, roads)).toEqual([{ code: 'outside-open', visit: 'a', by: 0 }]);
  });

  test('lets a leg without a road take no time, and names it', () => {
    const cut = day([visit('a', isle, 0, 0, 60), visit('b', mill, 60, 60, 60)]);
    expect(checkDay(cut, roads)).toEqual([
      { code: 'no-road', visit: 'a', by: 0 },
      { code: 'no-road', visit: 'b', by: 0 },
    ]);
    expect(checkDay(day([visit('a', isle, 0, 0, 60)]), roads)).toContainEqual({
      code: 'no-road',
      visit: null,
      by: 0,
    });
  });

  test('measures the way back: 530 + 20 is 10 minutes more than the day has', () => {
    expect(checkDay(day([visit('a', mill, 470, 470, 60)]), roads)).toEqual([
      { code: 'way-back', visit: null, by: minutes(10) },
    ]);
  });

  test('goes on by the clock where working time ends: 20 minutes of the leg are left at 540', () => {
    const broken = day([visit('a', mill, 470, 470, 60), visit('b', farm, 500, 500, 10)]);
    expect(checkDay(broken, roads)).toEqual([
      { code: 'late', visit: 'b', by: minutes(60) },
      { code: 'outside-working-time', visit: 'b', by: 0 },
      { code: 'way-back', visit: null, by: minutes(40) },
    ]);
  });

  test('takes the first and the last leg out of working time when the commute is own time', () => {
    const own = { commute: 'own-time' } as const;
    expect(checkDay(day([visit('a', mill, 0, 0, 60), visit('b', farm, 480, 480, 60)], own), roads)).toEqual(
      [],
    );
    expect(checkDay(day([visit('a', mill, 0, 0, 60)]), roads)).toEqual([
      { code: 'late', visit: 'a', by: minutes(20) },
    ]);
  });

  test('measures each limit: 2 visits, 120 min of work, 90 of travel, 210 together', () => {
    const visits = [visit('a', mill, 20, 20, 60), visit('b', farm, 110, 110, 60)];
    const over = (limits: WorkDay['limits']) => checkDay(day(visits, { limits }), roads);
    expect(over({ visits: 1, work: minutes(110), travel: minutes(80), total: minutes(209) })).toEqual([
      { code: 'visit-limit', visit: null, by: 1 },
      { code: 'work-limit', visit: null, by: minutes(10) },
      { code: 'travel-limit', visit: null, by: minutes(10) },
      { code: 'total-limit', visit: null, by: minutes(1) },
    ]);
    expect(over({ visits: 2, work: minutes(120), travel: minutes(90), total: minutes(210) })).toEqual([]);
  });

  test('prefers the legs the day keeps', () => {
    const visits = [visit('a', mill, 0, 15, 60)];
    expect(checkDay(day(visits), roads)).toHaveLength(1);
    expect(checkDay(day(visits, { legs: [minutes(15), minutes(20)] }), roads)).toEqual([]);
  });

  test('judges planned starts: too early for the promise, too soon to be reached, across lunch', () => {
    const visits = [visit('a', mill, 20, 60, 60), visit('b', farm, 0, 300, 60)];
    const at = (...starts: number[]) => checkDay(day(visits), roads, { starts: starts.map(minutes) });
    expect(at(20, 110)).toEqual([]);
    expect(at(19, 110)).toEqual([
      { code: 'early', visit: 'a', by: minutes(1) },
      { code: 'arrival', visit: 'a', by: minutes(1) },
    ]);
    expect(at(20, 100)).toEqual([{ code: 'arrival', visit: 'b', by: minutes(10) }]);
    expect(at(20, 200)).toEqual([{ code: 'outside-working-time', visit: 'b', by: 0 }]);
  });

  test('refuses what does not fit together, by name', () => {
    const one = day([visit('a', mill, 20, 20, 60)]);
    expect(() => checkDay(one, roads, { starts: [] })).toThrow('starts has 0 entries for 1 visits');
    expect(() => checkDay({ ...one, legs: [0] }, roads)).toThrow('legs has 1 entries for 1 visits');
    expect(() => checkDay(one, travelLookup())).toThrow('The leg to visits[0] of 1970-01-01 was not fetched');
  });

  test('copes with a day without working time', () => {
    expect(checkDay(day([visit('a', mill, 20, 20, 60)], { working: [] }), roads)).toEqual([
      { code: 'outside-working-time', visit: 'a', by: 0 },
      { code: 'way-back', visit: null, by: minutes(20) },
    ]);
  });
});

describe('newViolations', () => {
  const late = { code: 'late', visit: 'a', by: 60 } as const;

  test('passes over what was there, or worse', () => {
    expect(newViolations([late], [late])).toEqual([]);
    expect(newViolations([late], [{ ...late, by: 59 }])).toEqual([]);
  });

  test('finds what is new: another visit, another code, a late visit that gets later', () => {
    for (const added of [
      { ...late, visit: 'b' },
      { ...late, code: 'early' as const },
      { ...late, by: 61 },
    ]) {
      expect(newViolations([late], [late, added])).toEqual([added]);
    }
  });

  test('takes both bounds of a service without room for one', () => {
    const shut = { code: 'outside-open', visit: 'a', by: 0 } as const;
    expect(newViolations([shut], [{ ...shut, code: 'outside-working-time' }])).toEqual([]);
    expect(newViolations([shut], [{ ...shut, visit: 'b' }])).toHaveLength(1);
  });
});
