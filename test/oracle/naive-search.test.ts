import type { Place, SlotQuery, Technician, Visit, WorkDay } from '@itinera/planner';
import { describe, expect, test } from 'vitest';
import { drive, fit } from './day-simulation.ts';
import { mayReach } from './eligible.ts';
import { secondOfDay } from './local-clock.ts';
import { naiveSearch, windowsOf } from './naive-search.ts';
import type { Problem } from './problem.ts';

// One working day by hand, on 1970-01-01 in UTC: 08:00 to 12:00 and 13:00 to 17:00.
const at = (clock: string): number => Date.parse(`1970-01-01T${clock}:00Z`) / 1000;
const clock = (instant: number): string => shownAt('UTC', instant);
const working = [
  { start: at('08:00'), end: at('12:00') },
  { start: at('13:00'), end: at('17:00') },
];
const home: Place = { lon: 9, lat: 47 };
const mill: Place = { lon: 9.0625, lat: 47 };
const farm: Place = { lon: 9.125, lat: 47 };

function shownAt(zone: string, instant: number): string {
  return new Date(secondOfDay(zone, instant) * 1000).toISOString().slice(11, 16);
}

/** Home - mill 20 min, mill - farm 30 min, home - farm 40 min; a 60 minute request at the mill, every half hour. */
function problem(changes: {
  day?: Partial<WorkDay>;
  request?: Partial<SlotQuery['request']>;
  grid?: Partial<SlotQuery['grid']>;
  now?: number;
}): Problem {
  const day: WorkDay = { date: '1970-01-01', start: home, end: home, working, visits: [], ...changes.day };
  return {
    unit: 60,
    base: 0,
    query: {
      technicians: [{ id: 'ann', skills: {}, days: [day] }],
      request: { place: mill, duration: 3600, windows: [{ start: 0, end: 86_400 }], ...changes.request },
      grid: { zone: 'UTC', step: 1800, width: 0, ...changes.grid },
      now: changes.now ?? -86_400,
    },
    places: [home, mill, farm],
    seconds: [
      [0, 1200, 2400],
      [1200, 0, 1800],
      [2400, 1800, 0],
    ],
    estimated: [],
    hasLegs: true,
  };
}

function visit(
  place: Place,
  earliest: string,
  latest: string,
  minutes: number,
  more: Partial<Visit> = {},
): Visit {
  return { id: earliest, place, earliest: at(earliest), latest: at(latest), duration: minutes * 60, ...more };
}

/** Each offer as `window>plannedStart@position`; the start only where it is not the window's. */
function offers(asked: Problem): string[] {
  return naiveSearch(asked).offers.map(({ window, plannedStart, position }) => {
    const planned = plannedStart === window.start ? '' : `>${clock(plannedStart)}`;
    return `${clock(window.start)}${planned}@${position}`;
  });
}

describe('the oracle, by hand', () => {
  test('fits a service into one interval, and drives in working time only', () => {
    expect(fit(working, undefined, at('07:00'), 3600)).toBe(at('08:00'));
    expect(fit(working, undefined, at('11:00'), 3600)).toBe(at('11:00'));
    expect(fit(working, undefined, at('11:01'), 3600)).toBe(at('13:00'));
    expect(fit(working, [{ start: at('11:30'), end: at('14:30') }], at('11:01'), 3600)).toBe(at('13:00'));
    expect(fit(working, undefined, at('16:01'), 3600)).toBeUndefined();
    expect(drive(working, at('11:50'), 600)).toBe(at('12:00'));
    expect(drive(working, at('11:50'), 1200)).toBe(at('13:10'));
    expect(drive(working, at('12:10'), 0)).toBe(at('12:10'));
    expect(drive(working, at('16:50'), 601)).toBeUndefined();
  });

  test('an empty day: 20 minutes there after 08:00, not across lunch, 20 minutes back by 17:00', () => {
    expect(offers(problem({}))).toEqual(
      [
        '08:30',
        '09:00',
        '09:30',
        '10:00',
        '10:30',
        '11:00',
        '13:00',
        '13:30',
        '14:00',
        '14:30',
        '15:00',
        '15:30',
      ].map((start) => `${start}@0`),
    );
  });

  test('now counts as the moment of leaving', () => {
    const late = problem({ now: at('14:15') });
    expect(offers(late)).toEqual(['15:00@0', '15:30@0']);
  });

  test('a window is taken from the first start that can be kept, and needs its slack', () => {
    const request = { windows: [{ start: at('08:00'), end: at('10:00') }] };
    const wide = { step: 1800, width: 3600 };
    expect(offers(problem({ request, grid: wide }))).toEqual(['08:00>08:20@0', '08:30@0', '09:00@0']);
    expect(offers(problem({ request, grid: { ...wide, slack: 2400 } }))).toHaveLength(3);
    expect(offers(problem({ request, grid: { ...wide, slack: 2401 } }))).toEqual(['08:30@0', '09:00@0']);
  });

  test('visits shift inside their promises: farm by 11:00 leaves the mill by 10:30', () => {
    const day = { visits: [visit(farm, '10:00', '11:00', 30)] };
    const request = { windows: [{ start: at('08:00'), end: at('11:30') }] };
    // Before it 08:20..09:30; after it from 10:30 + 30 on, and 11:00 is the last start before lunch.
    expect(offers(problem({ day, request }))).toEqual(['08:30@0', '09:00@0', '09:30@0', '11:00@1']);
  });

  test('a late visit may not get later, one that is early enough may', () => {
    const request = { windows: [{ start: at('08:00'), end: at('09:00') }], duration: 600 };
    const onTime = { visits: [visit(farm, '08:40', '09:20', 30)] };
    const late = { visits: [visit(farm, '08:00', '08:10', 30)] };
    expect(offers(problem({ day: onTime, request }))).toEqual(['08:30@0']);
    expect(offers(problem({ day: late, request }))).toEqual([]);
  });

  test('own-time: the first way is not counted from 08:00, the last not until 17:00', () => {
    const own = problem({ day: { commute: 'own-time' } });
    expect([offers(own)[0], offers(own).at(-1)]).toEqual(['08:00@0', '16:00@0']);
    expect(offers(problem({ day: { commute: 'own-time' }, now: at('07:50') }))[0]).toBe('08:30@0');
  });

  test('a call is made where the technician is, or where he goes next', () => {
    const request = { place: null, duration: 3600, windows: [{ start: at('08:00'), end: at('09:01') }] };
    // At home until 09:00 he would reach the farm at 09:40; at the farm he is from 08:40 on.
    const day = { visits: [visit(farm, '09:40', '09:40', 30)] };
    expect(offers(problem({ day, request }))).toEqual(['08:00@0']);
    const later = { visits: [visit(farm, '09:50', '10:00', 30)] };
    expect(
      offers(
        problem({ day: later, request: { ...request, windows: [{ start: at('09:00'), end: at('09:01') }] } }),
      ),
    ).toEqual(['09:00@0']);
    const [offer] = naiveSearch(
      problem({ day: later, request: { ...request, windows: [{ start: at('09:00'), end: at('09:01') }] } }),
    ).offers;
    expect(offer?.travel).toEqual({ before: 2400, after: 0, detour: 0, source: 'road' });
  });

  test('labels skip a spring gap and stand twice in an autumn repeat', () => {
    const labels = (zone: string, from: string, to: string): string[] => {
      const window = { start: Date.parse(from) / 1000, end: Date.parse(to) / 1000 };
      const asked = problem({ request: { windows: [window] }, grid: { zone } }).query;
      return windowsOf(asked, -Infinity).map((instant) => shownAt(zone, instant));
    };
    expect(labels('Europe/Paris', '2026-03-29T00:00Z', '2026-03-29T02:00Z')).toEqual([
      '01:00',
      '01:30',
      '03:00',
      '03:30',
    ]);
    expect(labels('Europe/Paris', '2026-10-25T00:00Z', '2026-10-25T02:00Z')).toEqual([
      '02:00',
      '02:30',
      '02:00',
      '02:30',
    ]);
    expect(labels('America/Havana', '2026-03-08T04:00Z', '2026-03-08T06:00Z')).toEqual([
      '23:00',
      '23:30',
      '01:00',
      '01:30',
    ]);
    expect(labels('Australia/Lord_Howe', '2026-10-03T14:30Z', '2026-10-03T16:30Z')).toEqual([
      '01:00',
      '01:30',
      '02:30',
      '03:00',
    ]);
  });

  test('the area has its boundary, a hole has not its inside; the distance is of the arc', () => {
    const square = (west: number, south: number, side: number): number[][] => [
      [west, south],
      [west + side, south],
      [west + side, south + side],
      [west, south + side],
      [west, south],
    ];
    const area = { type: 'Polygon' as const, coordinates: [square(9, 47, 1), square(9.25, 47.25, 0.5)] };
    const ann: Technician = { id: 'ann', skills: {}, days: [], area };
    const day = problem({}).query.technicians[0]?.days[0] as WorkDay;
    const reach = (lon: number, lat: number): boolean => mayReach(ann, day, { lon, lat });
    expect([reach(9, 47.5), reach(10, 48), reach(9.25, 47.5), reach(9.125, 47.5)]).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect([reach(9.5, 47.5), reach(10.125, 47.5), reach(9.5, 46.875)]).toEqual([false, false, false]);
    // A degree of latitude is 111,195.1 m on this sphere.
    const near = (maxDistance: number): boolean =>
      mayReach({ id: 'b', skills: {}, days: [], maxDistance }, day, { lon: 9, lat: 48 });
    expect([near(111_195), near(111_196)]).toEqual([false, true]);
  });
});
