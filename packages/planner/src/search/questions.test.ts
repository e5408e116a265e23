import { describe, expect, test } from 'vitest';
import {
  at,
  between,
  hour,
  island,
  minute,
  query,
  request,
  school,
  street,
  technician,
  townLeg,
  townTravel,
  visit,
  workDay,
} from '../../../../test/fixtures/tiny-town.ts';
import { prepareDays } from '../prepare/prepared-days.ts';
import type { SlotQuery, Technician, Visit } from '../problem/types.ts';
import type { SlotSearch } from '../result/types.ts';
import type { TravelTimes } from '../travel/types.ts';
import { findSlots } from './find-slots.ts';

/*
 * Few questions to the road (docs/planner.md 8): how many cells and calls whole queries take, plain and prepared. Every
 * route begins and ends at minute 0 of the street, and the place that is asked for lies elsewhere.
 */
type Counts = SlotSearch['travel'];

/** What a query asks, the same whether its days were prepared or not, and as the provider saw it. */
async function asks(
  asked: SlotQuery,
  options: Partial<TravelTimes> & { legs?: never; poor?: boolean } = {},
): Promise<Counts> {
  const { poor, ...more } = options;
  const counts: Counts[] = [];
  for (const technicians of [asked.technicians, prepareDays(asked.technicians)]) {
    const town = townTravel({ ...(poor && { legs: false }) });
    const { travel } = await findSlots({ ...asked, technicians } as SlotQuery, { ...town, ...more });
    const { tables, legs } = town.asked;
    expect(travel.calls).toBe(tables.length + legs.length);
    const cells = [
      ...tables.map(([from, to]) => from.length * to.length),
      ...legs.map(([from]) => from.length),
    ];
    expect(travel.cells).toBe(cells.reduce((sum, each) => sum + each, 0));
    expect(
      tables.every(([from, to]) => from.length === 1 || to.length === 1),
      'no square',
    ).toBe(true);
    counts.push(travel);
  }
  expect(counts[1]).toEqual(counts[0]);
  return counts[0]!;
}

/** Half an hour each, at places of their own, from 08:00 on; `who` moves them along the street. */
function visitsOf(who: number, date: number): Visit[] {
  return [0, 1, 2, 3].map((i) => {
    const earliest = at('08:00', date) + i * 2 * hour;
    const place = street(1 + who * 4 + i);
    return { ...visit(`${who}-${date}-${i}`, place, 30, '08:00'), place, earliest, latest: earliest + hour };
  });
}

/** Ten technicians on five days of four visits each; each technician's visits lie at the same four places every day. */
function company(changes: Partial<Technician> = {}, keepLegs = true): Technician[] {
  return Array.from({ length: 10 }, (_, who) => {
    const days = [0, 1, 2, 3, 4].map((date) => {
      const visits = visitsOf(who, date);
      const stops = [street(0), ...visits.map(({ place }) => place), street(0)];
      const legs = stops.slice(1).map((to, k) => townLeg(stops[k]!, to));
      return workDay(visits, {
        date: `2026-06-0${1 + date}`,
        working: [between('08:00', '12:00', date), between('13:00', '17:00', date)],
        ...(keepLegs && { legs }),
      });
    });
    return technician(days, { id: `t${who}`, ...changes });
  });
}

const week = { start: at('06:00'), end: at('20:00', 4) };
const anywhere = (technicians: Technician[], changes: Parameters<typeof request>[0] = {}) =>
  query(technicians, {
    request: request({ place: street(45), windows: [week], duration: 30 * minute, ...changes }),
  });

describe('a typical query', () => {
  test('ten technicians, five days, forty places: one column and one row, each place once', async () => {
    // From and to the forty places and the home.
    expect(await asks(anywhere(company()))).toEqual({ cells: 41 + 41, calls: 2, estimated: 0 });
  });

  test('asks for one day as for five: the places are the same', async () => {
    const monday = company().map((each) => ({ ...each, days: each.days.slice(0, 1) }));
    expect(await asks(anywhere(monday))).toEqual({ cells: 41 + 41, calls: 2, estimated: 0 });
  });

  test('legs that nobody keeps are one more question, each pair once', async () => {
    // Five legs each, the same every day.
    expect(await asks(anywhere(company({}, false)))).toEqual({ cells: 41 + 41 + 50, calls: 3, estimated: 0 });
    expect(await asks(anywhere(company({}, false)), { poor: true })).toEqual({
      cells: 41 + 41 + 50,
      calls: 2 + 50,
      estimated: 0,
    });
  });

  test('a visit that is replaced leaves one leg to ask for, of two that are joined; none at either end of it', async () => {
    const joined = await asks(anywhere(company(), { replaces: ['3-2-1'] }));
    expect(joined).toEqual({ cells: 41 + 41 + 1, calls: 3, estimated: 0 });
    const twoInARow = await asks(anywhere(company(), { replaces: ['3-2-1', '3-2-2'] }));
    expect(twoInARow).toEqual({ cells: 41 + 41 + 1, calls: 3, estimated: 0 });
    const twoApart = await asks(anywhere(company(), { replaces: ['3-2-0', '3-2-2'] }));
    expect(twoApart).toEqual({ cells: 41 + 41 + 2, calls: 3, estimated: 0 });
  });

  test('a request without a place asks for nothing but legs', async () => {
    expect(await asks(anywhere(company(), { place: null }))).toEqual({ cells: 0, calls: 0, estimated: 0 });
    expect(await asks(anywhere(company({}, false), { place: null }))).toMatchObject({ cells: 50, calls: 1 });
  });

  test('what the provider only estimates is counted', async () => {
    const guess = (from: unknown[], to: unknown[]) => ({
      seconds: new Int32Array(from.length * to.length).fill(600),
      estimated: new Uint8Array(from.length * to.length).fill(1),
    });
    const { travel } = await findSlots(anywhere(company()), {
      table: (from, to) => Promise.resolve(guess(from, to)),
    });
    expect(travel).toEqual({ cells: 82, calls: 2, estimated: 82 });
  });
});

describe('a hopeless query asks for nothing', () => {
  const nothing = { cells: 0, calls: 0, estimated: 0 };
  const corner = [
    [0, 46],
    [0.01, 46],
    [0.01, 46.01],
    [0, 46],
  ];

  test.each<[string, SlotQuery]>([
    ['nobody has the skill', anywhere(company({}, false), { skills: { gas: 1 } })],
    ['nobody may come', anywhere(company({}, false), { technicians: { only: [] } })],
    [
      'it lies in nobody’s area',
      anywhere(company({ area: { type: 'Polygon', coordinates: [corner] } }, false)),
    ],
    ['it lies too far from every start', anywhere(company({ maxDistance: 1000 }, false))],
    ['no day takes another visit', anywhere(full({ visits: 4 }))],
    ['no day takes more work', anywhere(full({ work: 2 * hour }))],
    ['nobody works then', anywhere(company({}, false), { windows: [between('20:00', '23:00')] })],
    ['it is too soon', { ...anywhere(company({}, false)), notice: 7 * 24 * hour }],
    ['the customer is never at home', anywhere(company({}, false), { open: [between('08:00', '08:20')] })],
    ['nobody works that long at a stretch', anywhere(company({}, false), { duration: 5 * hour })],
    ['there is no technician', anywhere([])],
    ['there is no window', anywhere(company({}, false), { windows: [] })],
  ])('%s', async (_, asked) => {
    expect(await asks(asked)).toEqual(nothing);
  });

  test('not even a straight line at top speed leads there in time', async () => {
    // Minute 200 of the street is 152 km away: hours, at the 12.6 m/s that people drive here, and 13 is the promise.
    const far = anywhere(company(), { place: street(200) });
    expect(await asks(far, { topSpeed: 13 })).toEqual(nothing);
    expect(await asks(far)).toMatchObject({ calls: 2 });
    // No travel at all would do: between visits that follow each other at once there is no room for any.
    const busy = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => {
      const from = at('08:00') + i * hour;
      return { ...visit(`${i}`, school, 60, '08:00'), earliest: from, latest: from };
    });
    const day = workDay(busy, {
      start: school,
      end: school,
      working: [between('08:00', '16:00')],
      legs: [...busy.map(() => 0), 0],
    });
    expect(await asks(anywhere([technician([day])]))).toEqual(nothing);
  });

  test('the control: the same company asked for what it can do, but for an island, does ask', async () => {
    expect((await asks(anywhere(company({}, false), { place: island }))).calls).toBe(3);
  });

  function full(limits: { visits?: number; work?: number }): Technician[] {
    return company({}, false).map((each) => ({
      ...each,
      days: each.days.map((day) => ({ ...day, limits })),
    }));
  }
});
