import { describe, expect, test } from 'vitest';
import {
  at,
  between,
  home,
  query,
  request,
  technician,
  visit,
  workDay,
} from '../../../../test/fixtures/tiny-town.ts';
import { PlannerError } from '../errors.ts';
import type { PlannerErrorCode } from '../errors.ts';
import type { SlotQuery, Technician, Visit, VisitRequest, WorkDay } from './types.ts';
import { validateQuery } from './validate-query.ts';

const morning = visit('morning', home, 30, '09:00', '10:00');

/** A sound query whose fourth technician has a changed day; the checks must find the way to it. */
function withDay(changes: Partial<WorkDay>): SlotQuery {
  const sound = (id: string) => technician([workDay([morning])], { id });
  return query([sound('a'), sound('b'), sound('c'), technician([workDay([morning], changes)], { id: 'd' })]);
}

const withVisit = (changes: Partial<Visit>) => withDay({ visits: [morning, { ...morning, ...changes }] });
const withTechnician = (changes: Partial<Technician>) => query([technician([workDay()], changes)]);
const withRequest = (changes: Partial<VisitRequest>) =>
  query([technician([workDay()])], { request: request(changes) });
const withGrid = (changes: Partial<SlotQuery['grid']>) =>
  query([technician([workDay()])], { grid: { zone: 'UTC', step: 1800, width: 3600, ...changes } });
const withQuery = (changes: Partial<SlotQuery>) => query([technician([workDay()])], changes);

const square = [
  [9, 47],
  [10, 47],
  [10, 48],
  [9, 47],
];

/** A list of one place with nothing in it. */
function holed<T>(): T[] {
  return new Array<T>(1);
}

type Case = [code: PlannerErrorCode, message: string, bad: SlotQuery];

const days: Case[] = [
  [
    'overlapping',
    'technicians[3].days[0].working[1] starts before working[0] ends',
    withDay({ working: [between('08:00', '12:00'), between('11:59', '17:00')] }),
  ],
  [
    'overlapping',
    'technicians[3].days[0].working[1] touches working[0]: write them as one',
    withDay({ working: [between('08:00', '12:00'), between('12:00', '17:00')] }),
  ],
  [
    'unordered',
    'technicians[3].days[0].working[1] starts before working[0] starts',
    withDay({ working: [between('13:00', '17:00'), between('08:00', '12:00')] }),
  ],
  [
    'unordered',
    'technicians[3].days[0].working[0] must end after it starts',
    withDay({ working: [between('12:00', '12:00')] }),
  ],
  [
    'not-a-number',
    'technicians[3].days[0].working[0].end must be a finite number, not Infinity',
    withDay({ working: [{ start: at('08:00'), end: Infinity }] }),
  ],
  [
    'invalid',
    'technicians[3].days[0].date must be a local date such as 2026-03-29, not Monday',
    withDay({ date: 'Monday' }),
  ],
  [
    'coordinates',
    'technicians[3].days[0].start.lat must be within -90 and 90, not 91',
    withDay({ start: { lon: 9, lat: 91 } }),
  ],
  [
    'coordinates',
    'technicians[3].days[0].end.lon must be within -180 and 180, not 181',
    withDay({ end: { lon: 181, lat: 47 } }),
  ],
  [
    'not-a-number',
    'technicians[3].days[0].end.lon must be a finite number, not NaN',
    withDay({ end: { lon: NaN, lat: 47 } }),
  ],
  [
    'length',
    'technicians[3].days[0].legs must have 2 entries, one more than visits, not 1',
    withDay({ legs: [60] }),
  ],
  ['out-of-range', 'technicians[3].days[0].legs[1] must be at least -1, not -2', withDay({ legs: [60, -2] })],
  [
    'not-an-integer',
    'technicians[3].days[0].legs[0] must be a whole number, not 0.5',
    withDay({ legs: [0.5, 60] }),
  ],
  [
    'out-of-range',
    'technicians[3].days[0].legs[0] must be at most 2147483647, not 4294967295',
    withDay({ legs: [2 ** 32 - 1, 60] }),
  ],
  [
    'invalid',
    "technicians[3].days[0].commute must be 'working-time' or 'own-time', not walking",
    withDay({ commute: 'walking' as 'own-time' }),
  ],
  [
    'out-of-range',
    'technicians[3].days[0].limits.travel must be at least 0, not -1',
    withDay({ limits: { travel: -1 } }),
  ],
];

const visits: Case[] = [
  [
    'out-of-range',
    'technicians[3].days[0].visits[1].duration must be at least 1, not 0',
    withVisit({ duration: 0 }),
  ],
  [
    'not-an-integer',
    'technicians[3].days[0].visits[1].duration must be a whole number, not 60.5',
    withVisit({ duration: 60.5 }),
  ],
  [
    'unordered',
    'technicians[3].days[0].visits[1].latest is before earliest',
    withVisit({ latest: at('08:59') }),
  ],
  [
    'not-a-number',
    'technicians[3].days[0].visits[1].earliest must be a finite number, not NaN',
    withVisit({ earliest: NaN }),
  ],
  [
    'coordinates',
    'technicians[3].days[0].visits[1].place.lat must be within -90 and 90, not -90.1',
    withVisit({ place: { lon: 0, lat: -90.1 } }),
  ],
  [
    'overlapping',
    'technicians[3].days[0].visits[1].open[1] starts before open[0] ends',
    withVisit({ open: [between('08:00', '12:00'), between('11:00', '13:00')] }),
  ],
];

/** What no type allows and a wire may bring. */
const strange: Case[] = [
  ['invalid', 'query must be an object, not null', null as unknown as SlotQuery],
  ['invalid', 'request must be an object, not undefined', withQuery({ request: undefined })],
  ['invalid', 'grid must be an object, not a list', withQuery({ grid: [] as never })],
  ['invalid', 'technicians[0] must be an object, not null', withQuery({ technicians: [null as never] })],
  ['invalid', 'technicians[3].days[0].visits[0] must be an object, not 7', withDay({ visits: [7 as never] })],
  [
    'invalid',
    'technicians[3].days[0].limits must be an object, not null',
    withDay({ limits: null as never }),
  ],
  [
    'invalid',
    'technicians[3].days[0].working[0] must be an interval { start, end }',
    withDay({ working: [null as never] }),
  ],
  [
    'invalid',
    'technicians[0].area must be an object, not a function',
    withTechnician({ area: (() => 0) as never }),
  ],
  [
    'invalid',
    'technicians[0].area.coordinates[0][1] must be a list',
    withTechnician({
      area: { type: 'Polygon', coordinates: [[square[0]!, null as never, square[1]!, square[0]!]] },
    }),
  ],
  [
    'not-a-number',
    'request.place.lon must be a finite number, not 9',
    withRequest({ place: { lon: '9' as never, lat: 47 } }),
  ],
  [
    'not-a-number',
    'request.duration must be a finite number, not Symbol(hour)',
    withRequest({ duration: Symbol('hour') as never }),
  ],
  ['invalid', 'request.replaces[0] must be a text', withRequest({ replaces: [{} as never] })],
  // A hole in a list is nothing, and no reason to pass by.
  [
    'invalid',
    'technicians[0].area.coordinates[0] must be a list',
    withTechnician({ area: { type: 'MultiPolygon', coordinates: holed() } }),
  ],
  ['invalid', 'request.replaces[0] must be a text', withRequest({ replaces: holed() })],
  ['invalid', 'request.technicians.only[0] must be a text', withRequest({ technicians: { only: holed() } })],
  [
    'invalid',
    'request.technicians must be an object, not anna',
    withRequest({ technicians: 'anna' as never }),
  ],
  ['invalid', 'goal must be an object, not null', withQuery({ goal: null as never })],
  ['invalid', 'goal.weights must be an object, not undefined', withQuery({ goal: {} as never })],
];

/** Numbers that are numbers and cannot be meant. */
const excessive: Case[] = [
  ['out-of-range', 'now must be at most 253402300799, not 1e+300', withQuery({ now: 1e300 })],
  ['out-of-range', 'notice must be at most 2147483647, not 9000000000', withQuery({ notice: 9e9 })],
  [
    'out-of-range',
    'request.windows[0].start must be at least -62135596800, not -100000000000',
    withRequest({ windows: [{ start: -1e11, end: 0 }] }),
  ],
  [
    'out-of-range',
    'technicians[3].days[0].visits[1].latest must be at most 253402300799, not 1000000000000',
    withVisit({ latest: 1e12 }),
  ],
  [
    'out-of-range',
    'request.duration must be at most 2147483647, not 9000000000',
    withRequest({ duration: 9e9 }),
  ],
  [
    'out-of-range',
    'request.windows must be 3162240000 s together at most, not 4000000000',
    withRequest({ windows: [{ start: 0, end: 4e9 }] }),
  ],
  [
    'out-of-range',
    'request.windows hold 2000000 starts of grid.step: widen the step or shorten them, to 1000000 at most',
    query([], {
      request: request({ windows: [{ start: 0, end: 2e6 }] }),
      grid: { zone: 'UTC', step: 1, width: 0 },
    }),
  ],
  [
    'out-of-range',
    'goal.weights.travel must be within -1000000000000 and 1000000000000, not 10000000000000',
    withQuery({ goal: { weights: { travel: 1e13 } } }),
  ],
];

const technicians: Case[] = [
  [
    'duplicate',
    'technicians[1].id is that of technicians[0] too',
    query([technician([workDay()]), technician([workDay()])]),
  ],
  [
    'out-of-range',
    'technicians[0].skills.gas must be at least 1, not 0',
    withTechnician({ skills: { gas: 0 } }),
  ],
  [
    'out-of-range',
    'technicians[0].maxDistance must be at least 0, not -5',
    withTechnician({ maxDistance: -5 }),
  ],
  [
    'invalid',
    'technicians[0].area.type must be Polygon or MultiPolygon',
    withTechnician({ area: { type: 'Point' as 'Polygon', coordinates: [] } }),
  ],
  [
    'length',
    'technicians[0].area.coordinates[0] must have at least 4 positions, the last as the first, not 3',
    withTechnician({ area: { type: 'Polygon', coordinates: [square.slice(1)] } }),
  ],
  [
    'invalid',
    'technicians[0].area.coordinates[0][0] must end where it starts',
    withTechnician({ area: { type: 'MultiPolygon', coordinates: [[[...square.slice(0, 3), [9, 47.1]]]] } }),
  ],
  [
    'coordinates',
    'technicians[0].area.coordinates[0][1].lon must be within -180 and 180, not 190',
    withTechnician({
      area: { type: 'Polygon', coordinates: [square.map(([lon, lat], i) => [i === 1 ? 190 : lon!, lat!])] },
    }),
  ],
  [
    'unordered',
    'technicians[0].days[1].date is not after days[0].date',
    query([technician([workDay(), workDay()])]),
  ],
  [
    'overlapping',
    'technicians[0].days[2].working[0] starts before days[0].working ends',
    query([
      technician([
        workDay(),
        workDay([], { date: '2026-06-02', working: [] }),
        workDay([], { date: '2026-06-03', working: [between('16:00', '18:00')] }),
      ]),
    ]),
  ],
];

const questions: Case[] = [
  ['out-of-range', 'request.duration must be at least 1, not -60', withRequest({ duration: -60 })],
  [
    'coordinates',
    'request.place.lat must be within -90 and 90, not 1000',
    withRequest({ place: { lon: 9, lat: 1000 } }),
  ],
  ['out-of-range', 'request.skills.gas must be at least 1, not 0', withRequest({ skills: { gas: 0 } })],
  [
    'unordered',
    'request.windows[0] must end after it starts',
    withRequest({ windows: [{ start: at('09:00'), end: at('08:00') }] }),
  ],
  [
    'overlapping',
    'request.open[1] starts before open[0] ends',
    withRequest({ open: [between('08:00', '12:00'), between('11:00', '13:00')] }),
  ],
  [
    'invalid',
    'request.technicians.only must be a list',
    withRequest({ technicians: { only: 'anna' as unknown as string[] } }),
  ],
  [
    'unknown-id',
    'request.replaces[1] names no visit of these days: gone',
    query([technician([workDay([morning])])], { request: request({ replaces: ['morning', 'gone'] }) }),
  ],
  [
    'unknown-zone',
    'grid.zone must be a zone of the time-zone database, not Mars/Olympus',
    withGrid({ zone: 'Mars/Olympus' }),
  ],
  ['out-of-range', 'grid.step must be at least 1, not 0', withGrid({ step: 0 })],
  ['out-of-range', 'grid.step must be at most 86400, not 90000', withGrid({ step: 90_000 })],
  ['out-of-range', 'grid.width must be at least 0, not -1', withGrid({ width: -1 })],
  ['out-of-range', 'grid.slack is above grid.width', withGrid({ slack: 3601 })],
  ['not-a-number', 'now must be a finite number, not NaN', withQuery({ now: NaN })],
  ['not-an-integer', 'now must be a whole number, not 0.5', withQuery({ now: 0.5 })],
  ['out-of-range', 'notice must be at least 0, not -1', withQuery({ notice: -1 })],
  [
    'invalid',
    'goal.weights.speed is not a part of the cost (travel, preference, load, delay, idle)',
    withQuery({ goal: { weights: { speed: 1 } as Record<string, number> } }),
  ],
  [
    'not-a-number',
    'goal.weights.travel must be a finite number, not Infinity',
    withQuery({ goal: { weights: { travel: Infinity } } }),
  ],
  ['out-of-range', 'goal.halving must be above 0, not 0', withQuery({ goal: { weights: {}, halving: 0 } })],
  [
    'out-of-range',
    'goal.usefulGap must be at least 0, not -1',
    withQuery({ goal: { weights: {}, usefulGap: -1 } }),
  ],
  ['out-of-range', 'result.top must be at least 1, not 0', withQuery({ result: { top: 0 } })],
  ['invalid', "result must be 'windows', 'all' or { top: n }", withQuery({ result: 'best' as 'all' })],
];

/** The error, whatever it is. */
function errorOf(bad: SlotQuery): unknown {
  try {
    validateQuery(bad);
  } catch (error) {
    return error;
  }
  return undefined;
}

describe.each([
  ['a day', days],
  ['a visit', visits],
  ['a technician', technicians],
  ['a question', questions],
  ['a thing', strange],
  ['a number', excessive],
])('%s that is not what it should be', (_, cases) => {
  test.each(cases)('%s: %s', (code, message, bad) => {
    const error = errorOf(bad);
    expect(error).toBeInstanceOf(PlannerError);
    const { code: found, message: said, field } = error as PlannerError;
    expect({ found, said }).toEqual({ found: code, said: message });
    expect(said.startsWith(`${field} `)).toBe(true);
  });
});

test('what these were made from is taken', () => {
  for (const sound of [
    withDay({}),
    withVisit({}),
    withTechnician({}),
    withRequest({}),
    withGrid({}),
    withQuery({}),
  ]) {
    expect(errorOf(sound)).toBeUndefined();
  }
  const area = { type: 'Polygon' as const, coordinates: [square] };
  expect(errorOf(withTechnician({ area, maxDistance: 0, skills: { gas: 1 } }))).toBeUndefined();
  expect(errorOf(withDay({ legs: [-1, 2 ** 31 - 1], limits: { visits: 0 } }))).toBeUndefined();
});

test('no technician and no window are fine', () => {
  expect(errorOf(query([], { request: request({ windows: [] }) }))).toBeUndefined();
});
