import { readFileSync } from 'node:fs';
import { osrm, recorded } from '@itinera/planner';
import type { Place, RecordedMatrix } from '@itinera/planner';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startOsrmStub } from '../../fixtures/osrm-stub.ts';
import type { OsrmStub } from '../../fixtures/osrm-stub.ts';

const matrix = JSON.parse(
  readFileSync(new URL('../../../data/liechtenstein/matrix-300.json', import.meta.url), 'utf8'),
) as RecordedMatrix;
const places: Place[] = matrix.addresses.map(({ lon, lat }) => ({ lon, lat }));
const roads = recorded(matrix);

let stub: OsrmStub;
beforeAll(async () => {
  stub = await startOsrmStub({ maxTableSize: 10, maxRouteSize: 20 });
});
beforeEach(() => {
  stub.requests.length = 0;
});
afterAll(() => stub.close());

test('asks what is larger than the limits in pieces, and puts them together', async () => {
  const travel = osrm({ url: stub.url, timeout: 5000, maxTableSize: 10, maxPoints: 40 });
  const [rows, columns] = [places.slice(0, 13), places.slice(5, 60)];
  const table = await travel.table(rows, columns);
  expect(table).toEqual(await roads.table(rows, columns));
  // 10 x 10 cells at most: two rows of blocks, six columns of them.
  expect(stub.requests.length).toBe(12);
  const legs = await osrm({ url: stub.url, timeout: 5000, maxRouteSize: 20 }).legs(
    places.slice(0, 45),
    places.slice(1, 46),
  );
  expect(legs).toEqual(await roads.legs(places.slice(0, 45), places.slice(1, 46)));
});

test('the control: a server asked for more than its limit says too-big', async () => {
  const careless = osrm({ url: stub.url, timeout: 5000 });
  await expect(careless.table(places.slice(0, 13), places.slice(0, 13))).rejects.toMatchObject({
    code: 'too-big',
  });
  await expect(careless.legs(places.slice(0, 45), places.slice(1, 46))).rejects.toMatchObject({
    code: 'too-big',
  });
});

test('1 x N stays one request where N x N would be too big', async () => {
  const travel = osrm({ url: stub.url, timeout: 5000, maxTableSize: 10 });
  const [home, ...others] = places.slice(0, 101);
  expect(await travel.table([home as Place], others)).toEqual(await roads.table([home as Place], others));
  expect(await travel.table(others, [home as Place])).toEqual(await roads.table(others, [home as Place]));
  expect(stub.requests.length).toBe(2);
});

test('asks for each place once, and answers as often as it was asked', async () => {
  const travel = osrm({ url: stub.url, timeout: 5000, maxTableSize: 10 });
  const [a, b] = places as [Place, Place];
  const again = { lon: a.lon + 1e-8, lat: a.lat };
  expect(await travel.table([a, again, a], [b, a, b])).toEqual(await roads.table([a, a, a], [b, a, b]));
  expect(stub.requests.map(({ path }) => path.match(/driving\/([^?]*)/)?.[1])).toEqual([
    `${a.lon},${a.lat};${b.lon},${b.lat}`,
  ]);
  expect((await travel.table([a], [a])).seconds).toEqual(Int32Array.of(0));
  expect((await travel.table([], [a])).seconds).toEqual(Int32Array.of());
  expect((await travel.legs([], [])).seconds).toEqual(Int32Array.of());
  expect(stub.requests.length).toBe(2);
});

test('legs that do not meet are one route too, and a leg without a road does not spoil the others', async () => {
  const travel = osrm({ url: stub.url, timeout: 5000 });
  const [from, to] = [places.slice(0, 6), places.slice(10, 16)];
  expect(await travel.legs(from, to)).toEqual(await roads.legs(from, to));
  expect(stub.requests.length).toBe(1);
  const island = from[3] as Place;
  const apart = osrm({
    url: stub.url,
    timeout: 5000,
    fetch: (input, init) => {
      const cut = typeof input === 'string' && input.includes(`${island.lon},${island.lat}`);
      const answer = { status: 400, headers: { 'content-type': 'application/json' } };
      return cut
        ? Promise.resolve(
            new Response('{"message":"Impossible route between points","code":"NoRoute"}', answer),
          )
        : fetch(input, init);
    },
  });
  const expected = await roads.legs(from, to);
  expected.seconds[3] = -1;
  (expected.metres as Int32Array)[3] = -1;
  expect(await apart.legs(from, to)).toEqual(expected);
});

test('a place off the map spoils its own pairs only, in legs as in tables', async () => {
  const travel = osrm({ url: stub.url, timeout: 5000 });
  const [a, b] = places as [Place, Place];
  const sea = { lon: 0, lat: 0 };
  // Not even one cell is known, and still it is the place that is wrong and not the server.
  await expect(travel.table([sea], [a, b])).rejects.toMatchObject({
    code: 'far-from-road',
    partial: { missing: Uint8Array.of(1, 1) },
  });
  const failure = travel.legs([a, b, sea], [b, sea, a]);
  await expect(failure).rejects.toMatchObject({ code: 'far-from-road' });
  const partial = await failure.catch(
    (error: { partial: { missing: Uint8Array; table: { seconds: Int32Array } } }) => error.partial,
  );
  expect([...(partial as { missing: Uint8Array }).missing]).toEqual([0, 1, 1]);
});

test('keeps the promise of a top speed by raising what beats the straight line', async () => {
  const [a, b] = places as [Place, Place];
  const slow = osrm({ url: stub.url, timeout: 5000, topSpeed: 1 });
  const metres = 15_569; // Straight from Eschen to Balzers.
  expect(slow.topSpeed).toBe(1);
  expect(Math.abs(((await slow.table([a], [b])).seconds[0] as number) - metres)).toBeLessThan(100);
  expect((await slow.legs([a], [b])).seconds).toEqual((await slow.table([a], [b])).seconds);
});

test('closes each connection, which spares a real server 40 ms of waiting', async () => {
  await osrm({ url: `${stub.url}/`, timeout: 5000 }).table(places.slice(0, 1), places.slice(1, 2));
  expect(stub.requests).toMatchObject([{ connection: 'close' }]);
  expect(stub.requests[0]?.path).toMatch(/^\/table\/v1\/driving\//);
});
