import { readFileSync } from 'node:fs';
import type { Place, RecordedMatrix } from '@itinera/planner';
import { pino, type Logger } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startOsrmStub, type OsrmFault, type OsrmStub } from '../../../../test/fixtures/osrm-stub.ts';
import { openTestCore, type TestCore } from '../../../../test/fixtures/small-company.ts';
import type { Context } from '../context.ts';
import { contextOf } from '../create-core.ts';
import { createTravel } from './create-travel.ts';

const matrix = JSON.parse(
  readFileSync(new URL('../../../../data/liechtenstein/matrix-300.json', import.meta.url), 'utf8'),
) as RecordedMatrix;
const places: Place[] = matrix.addresses.slice(0, 12).map(({ lon, lat }) => ({ lon, lat }));
const [a, b, c, d] = places as [Place, Place, Place, Place];

let town: TestCore;
let ctx: Context;
let stub: OsrmStub;
let lines: { level: number; msg: string }[];
let logger: Logger;

beforeEach(async () => {
  town = await openTestCore();
  ctx = contextOf(town.core);
  stub = await startOsrmStub();
  lines = [];
  logger = pino({ level: 'info' }, { write: (line: string) => lines.push(JSON.parse(line) as never) });
});
afterEach(async () => {
  await stub.close();
  await town.close();
});

const travelNow = () =>
  createTravel({ osrm: { url: stub.url, profile: 'driving' } }, { db: ctx.db, clock: ctx.clock, logger });

test('road times come from OSRM, are kept, and are not asked for again', async () => {
  const table = await travelNow().table([a, b], [c, d]);
  expect(table.estimated?.some((one) => one === 1) ?? false).toBe(false);
  expect([...table.seconds].every((seconds) => seconds > 0)).toBe(true);
  const asked = stub.requests.length;
  expect(asked).toBeGreaterThan(0);
  const again = await travelNow().table([a, b], [c, d]);
  expect([...again.seconds]).toEqual([...table.seconds]);
  expect([...(again.metres ?? [])]).toEqual([...(table.metres ?? [])]);
  expect(stub.requests).toHaveLength(asked);
});

test('R11 without OSRM kept pairs are road times, and only the others are estimates, marked', async () => {
  const before = await travelNow().table([a, b], [c]);
  await stub.fault('refused');
  const after = await travelNow().table([a, b], [c, d]);
  expect([...(after.estimated ?? [])]).toEqual([0, 1, 0, 1]);
  expect([after.seconds[0], after.seconds[2]]).toEqual([...before.seconds]);
  expect(after.seconds[1]).toBeGreaterThan(0);
  await stub.fault(undefined);
});

test.each<OsrmFault>([
  'refused',
  'reset',
  'stall',
  'html',
  'truncated',
  'wrong-shape',
  'not-a-number',
  'huge',
  'swapped',
])('R11 with OSRM that is %s every answer is an estimate, marked, and none is kept', async (fault) => {
  await stub.fault(fault);
  const table = await travelNow().table([a, b], [c, d]);
  expect([...(table.estimated ?? [])]).toEqual([1, 1, 1, 1]);
  await stub.fault(undefined);
  const healed = await travelNow().table([a, b], [c, d]);
  expect(healed.estimated?.includes(1) ?? false).toBe(false);
});

test('R11 a server that keeps failing is left alone, and each change of state is logged once', async () => {
  await stub.fault('server-error');
  const travel = travelNow();
  for (let n = 0; n < 10; n += 1) await travel.table([places[n] as Place], [places[n + 1] as Place]);
  // Five failures open the breaker: two questions with their retry, and the third's first attempt.
  expect(stub.requests).toHaveLength(5);
  expect(lines.map((line) => line.msg)).toEqual([
    'travel server is not answering: kept times and estimates are used',
  ]);
});

test('a recorded matrix answers for the places it has; others are estimated from it', async () => {
  const travel = createTravel({ osrm: null }, { db: ctx.db, clock: ctx.clock, logger }, matrix);
  const elsewhere: Place = { lon: a.lon + 0.01, lat: a.lat + 0.01 };
  const table = await travel.table([a], [b, elsewhere]);
  expect(table.seconds[0]).toBe(Math.ceil(matrix.durations[0]?.[1] ?? NaN));
  expect([...(table.estimated ?? [])]).toEqual([0, 1]);
});

test('without any server the estimate is fitted to what was kept', async () => {
  const travel = createTravel({ osrm: null }, { db: ctx.db, clock: ctx.clock, logger });
  const roads = await travelNow().table(places, places);
  const elsewhere = places.map(({ lon, lat }) => ({ lon: lon + 0.00001, lat }));
  const guess = await travel.table(elsewhere, places);
  expect([...(guess.estimated ?? [])].every((one) => one === 1)).toBe(true);
  const unfitted = await createTravel(
    { osrm: null },
    { db: (await emptyStore()).db, clock: ctx.clock, logger },
  ).table(elsewhere, places);
  const understated = [...guess.seconds].filter((seconds, cell) => seconds < (roads.seconds[cell] ?? 0));
  expect(understated.length / guess.seconds.length).toBeLessThan(0.15);
  expect([...guess.seconds]).not.toEqual([...unfitted.seconds]);
});

let spare: TestCore | undefined;
async function emptyStore(): Promise<Context> {
  spare = await openTestCore();
  return contextOf(spare.core);
}
afterEach(async () => {
  await spare?.close();
  spare = undefined;
});
