import { readFileSync } from 'node:fs';
import {
  applyRelaxation,
  calibrate,
  checkDay,
  estimate,
  explainSlot,
  findSlots,
  osrm,
  placeVisit,
  PlannerError,
  prepareDays,
  recorded,
  resolveWorkDays,
  timeDay,
  travelLookup,
} from '@itinera/planner';
import type { Offer, PlannerErrorCode, SlotQuery, TravelTimes, WorkDay } from '@itinera/planner';
import { describe, expect, test } from 'vitest';
import {
  at,
  between,
  home,
  mill,
  monday,
  query,
  request,
  technician,
  townTravel,
  visit,
  workDay,
} from '../../fixtures/tiny-town.ts';

const morning = visit('morning', home, 30, '09:00', '10:00');
const sound = query([technician([workDay([morning])])]);
const find = (bad: SlotQuery, travel: TravelTimes = townTravel()) => findSlots(bad, travel);
const onDay = (changes: Partial<WorkDay>) => find(query([technician([workDay([morning], changes)])]));
const asking = (changes: Parameters<typeof request>[0]) => find({ ...sound, request: request(changes) });
const onGrid = (changes: Partial<SlotQuery['grid']>) =>
  find({ ...sound, grid: { ...sound.grid, ...changes } });
const answering = (seconds: Int32Array) => find(sound, { table: () => Promise.resolve({ seconds }) });
const explained = (windowStart: number, furthest?: number, who = 'anna') =>
  explainSlot(sound, townTravel(), who, windowStart, furthest === undefined ? {} : { furthest });
const calendar = { zone: 'UTC', weekly: {}, from: monday, to: monday };
const lookup = travelLookup();
const nowhere: Offer = { technicianId: 'bert' } as Offer;

/** What is refused, and in which words: one named case for each code at least, whatever function refuses it. */
const refused: Record<PlannerErrorCode, Record<string, () => unknown>> = {
  'not-a-number': {
    'now must be a finite number, not NaN': () => find({ ...sound, now: NaN }),
    'technicians[0].days[0].working[0].end must be a finite number, not Infinity': () =>
      onDay({ working: [{ start: at('08:00'), end: Infinity }] }),
    'request.place.lon must be a finite number, not NaN': () => asking({ place: { lon: NaN, lat: 47 } }),
    'windowStart must be a finite number, not NaN': () => explained(NaN),
    'options.furthest must be a finite number, not Infinity': () => explained(at('10:00'), Infinity),
  },
  'not-an-integer': {
    'notice must be a whole number, not 0.5': () => find({ ...sound, notice: 0.5 }),
    'options.furthest must be a whole number, not 0.5': () => explained(at('10:00'), 0.5),
  },
  'out-of-range': {
    'request.duration must be at least 1, not 0': () => asking({ duration: 0 }),
    'grid.slack is above grid.width': () => onGrid({ slack: 1 }),
    'options.furthest must be at least 0, not -1': () => explained(at('10:00'), -1),
    'constant must be a number of seconds, 0 or more, not -1': () =>
      estimate({ constant: -1, secondsPerMetre: 1 }),
    'timeout must be above 0, not 0': () => osrm({ url: 'http://maps.test', timeout: 0 }),
    'pairs must hold a road time above 0 s': () =>
      calibrate([
        { from: home, to: mill, seconds: 0 },
        { from: home, to: { lon: 1, lat: 47 }, seconds: 0 },
      ]),
    'durations[0][0] must be 0 or more or null, not -1': () =>
      recorded({ addresses: [home], durations: [[-1]] }),
    'weekly.8 is no weekday: 1 = Monday .. 7 = Sunday': () =>
      resolveWorkDays({ ...calendar, weekly: { 8: [] } as never }),
  },
  coordinates: {
    'technicians[0].days[0].end.lat must be within -90 and 90, not 91': () =>
      onDay({ end: { lon: 0, lat: 91 } }),
    'request.place.lon must be within -180 and 180, not -181': () => asking({ place: { lon: -181, lat: 0 } }),
  },
  unordered: {
    'technicians[0].days[0].working[1] starts before working[0] starts': () =>
      onDay({ working: [between('13:00', '17:00'), between('08:00', '12:00')] }),
    'request.windows[0] must end after it starts': () => asking({ windows: [between('09:00', '09:00')] }),
    'to is before from (2026-06-01)': () => resolveWorkDays({ ...calendar, to: '2026-05-31' }),
  },
  overlapping: {
    'technicians[0].days[0].working[1] starts before working[0] ends': () =>
      onDay({ working: [between('08:00', '12:00'), between('11:00', '17:00')] }),
    'day.working[1] touches working[0]: write them as one': () =>
      timeDay(workDay([], { working: [between('08:00', '12:00'), between('12:00', '17:00')] }), townTravel()),
    'day.working[0] starts before that of 2026-05-31 ends': () => {
      const sunday = workDay([], { date: '2026-05-31', working: [between('08:00', '12:00', -1)] });
      const prepared = prepareDays([technician([sunday, workDay()])]);
      prepared.update('anna', monday, workDay([], { working: [between('11:00', '17:00', -1)] }));
    },
  },
  length: {
    'technicians[0].days[0].legs must have 2 entries, one more than visits, not 1': () =>
      onDay({ legs: [0] }),
    'starts has 0 entries for 1 visits': () =>
      checkDay(workDay([morning], { legs: [0, 0] }), lookup, { starts: [] }),
  },
  duplicate: {
    'technicians[1].id is that of technicians[0] too': () => find(query([technician([]), technician([])])),
    'id is that of a visit of 2026-06-01 already: morning': async () => {
      const { offers } = await find(sound);
      placeVisit(sound, offers[0] as Offer, 'morning');
    },
  },
  'unknown-zone': {
    'grid.zone must be a zone of the time-zone database, not Mars/Olympus': () =>
      onGrid({ zone: 'Mars/Olympus' }),
    'zone must be a zone of the time-zone database, not Mars/Olympus': () =>
      resolveWorkDays({ ...calendar, zone: 'Mars/Olympus' }),
  },
  'unknown-id': {
    'request.replaces[0] names no visit of these days: gone': () => asking({ replaces: ['gone'] }),
    'technicianId names no technician: bert': () => explained(at('10:00'), undefined, 'bert'),
    'offer.technicianId names no technician: bert': () => placeVisit(sound, nowhere),
    'date is no work day of anna: 2026-06-02': () =>
      prepareDays(sound.technicians).update('anna', '2026-06-02', workDay()),
    'relaxation.technicianId is not in the query: bert': () =>
      applyRelaxation(sound, { kind: 'distance', technicianId: 'bert', by: 1 }),
  },
  invalid: {
    "result must be 'windows', 'all' or { top: n }": () => find({ ...sound, result: 'best' as 'all' }),
    'query must be an object, not null': () => find(null as never),
    'windowStart is no start of the grid: 1780308600': () => explained(at('10:10')),
    'url must be an address that begins with http:// or https://': () => osrm({ url: 'maps.test' }),
    'from must be a date such as 2026-03-29, not Monday': () =>
      resolveWorkDays({ ...calendar, from: 'Monday' }),
  },
  'travel-times': {
    'travel.legs() must answer a table, not undefined': () =>
      find(sound, {
        table: () => Promise.reject(new Error()),
        legs: () => Promise.resolve(undefined as never),
      }),
    'travel.table().seconds has 2 cells, asked were 1': () => answering(new Int32Array(2)),
    'travel.table().seconds[0] must be whole seconds, or -1 for no road, not -7': () =>
      answering(Int32Array.of(-7)),
    'travel.topSpeed must be above 0, not 0': () => find(sound, { ...townTravel(), topSpeed: 0 }),
    'travel.topSpeed must be above 0, not NaN': () => find(sound, { ...townTravel(), topSpeed: NaN }),
    'travel must be given for a day that keeps no legs': () => timeDay(workDay()),
  },
};

describe.each(Object.entries(refused))('%s', (code, cases) => {
  test.each(Object.entries(cases))('%s', async (message, refuse) => {
    const error: unknown = await (async () => refuse())().then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(PlannerError);
    const { field } = error as PlannerError;
    expect(error).toMatchObject({ code, message });
    expect(message.startsWith(`${field} `)).toBe(true);
  });
});

test('every code of the union has a case, and no other has', () => {
  const source = readFileSync(new URL('../../../packages/planner/src/errors.ts', import.meta.url), 'utf8');
  const union = /type PlannerErrorCode =([^;]+);/.exec(source)?.[1] ?? '';
  const codes = [...union.matchAll(/'([a-z-]+)'/g)].map(([, code]) => code);
  expect(codes.length).toBeGreaterThan(10);
  expect(Object.keys(refused)).toEqual(codes);
  expect(Object.entries(refused).filter(([, cases]) => Object.keys(cases).length === 0)).toEqual([]);
});

test('the control: what these were made from is taken', async () => {
  expect((await find(sound)).offers.length).toBeGreaterThan(0);
  expect((await explained(at('10:00'), 0)).offered).toBe(true);
  expect((await find(query([]))).offers).toEqual([]);
  expect((await asking({ windows: [] })).offers).toEqual([]);
});
