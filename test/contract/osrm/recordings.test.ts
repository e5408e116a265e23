import { osrm, TravelError } from '@itinera/planner';
import type { Place, TravelTable, TravelTimes } from '@itinera/planner';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { osrmRecordings, recordedPlaces } from '../../fixtures/osrm-recordings.ts';
import type { OsrmRecording } from '../../fixtures/osrm-recordings.ts';
import { startOsrmStub } from '../../fixtures/osrm-stub.ts';
import type { OsrmStub } from '../../fixtures/osrm-stub.ts';

const paris: Place = { lon: 2.3522, lat: 48.8566 };
const heidelberg: Place[] = [
  { lon: 8.844446, lat: 49.406119 },
  { lon: 8.670544, lat: 49.416861 },
];
const [eschen, balzers] = recordedPlaces as [Place, Place];
const others = recordedPlaces.slice(1);
const recordingOf = (name: string): OsrmRecording =>
  osrmRecordings.find((recording) => recording.name === name) as OsrmRecording;

/** The recorded durations, rounded up as the adapter must; null is -1. */
function recordedSeconds(name: string): number[] {
  const { durations } = recordingOf(name).body as { durations: (number | null)[][] };
  return durations.flat().map((cell) => (cell === null ? -1 : Math.ceil(cell)));
}

describe('the stub says what the real server said, byte for byte', () => {
  const stubs: OsrmStub[] = [];
  beforeAll(async () => {
    stubs.push(
      await startOsrmStub(),
      await startOsrmStub({ maxTableSize: 10 }),
      await startOsrmStub({ maxRouteSize: 10 }),
    );
  });
  afterAll(() => Promise.all(stubs.map((stub) => stub.close())));
  const stubOf = ({ maxTableSize, maxRouteSize }: OsrmRecording): OsrmStub =>
    stubs[maxTableSize ? 1 : maxRouteSize ? 2 : 0] as OsrmStub;

  test.for(osrmRecordings)('$name', async (recording) => {
    const response = await fetch(`${stubOf(recording).url}${recording.path}`);
    expect(response.status).toBe(recording.status);
    const text = await response.text();
    expect(JSON.parse(text)).toEqual(recording.body);
    const { 'content-length': length, 'content-type': type } = recording.headers;
    if (length)
      expect([Buffer.byteLength(text), response.headers.get('content-type')]).toEqual([Number(length), type]);
  });

  test('and no recording is left out', () => {
    expect(osrmRecordings.length).toBe(32);
    const unused = osrmRecordings.filter((recording) => stubOf(recording).unused().includes(recording.name));
    expect(unused).toEqual([]);
  });
});

/** Asks the adapter and gives what it answers, or the error it fails with. */
async function outcome(ask: Promise<TravelTable>): Promise<TravelTable | TravelError> {
  try {
    return await ask;
  } catch (error) {
    if (error instanceof TravelError) return error;
    throw error;
  }
}

describe('the adapter understands every recorded answer', () => {
  let stub: OsrmStub;
  let travel: Required<Pick<TravelTimes, 'table' | 'legs'>>;
  beforeAll(async () => {
    stub = await startOsrmStub();
    // Remembers nothing, so that it always asks what was recorded.
    travel = osrm({ url: stub.url, remembered: 0 });
  });
  afterAll(() => stub.close());
  const given = (name: string): Required<Pick<TravelTimes, 'table' | 'legs'>> => {
    stub.answerWith(name);
    return travel;
  };

  test('which it asks for itself: 12 x 12, 1 x N, N x 1, and a pair without a road', async () => {
    stub.answerWith(undefined);
    const square = await travel.table(recordedPlaces, recordedPlaces);
    expect([...square.seconds]).toEqual(recordedSeconds('table-12x12'));
    expect([...(square.metres as Int32Array)].slice(0, 3)).toEqual([0, 18_489, 12_644]);
    expect(square.estimated).toBeUndefined();
    expect([...(await travel.table([eschen], others)).seconds]).toEqual(recordedSeconds('table-1xN'));
    expect([...(await travel.table(others, [eschen])).seconds]).toEqual(recordedSeconds('table-Nx1'));
    const apart = [eschen, balzers, ...heidelberg];
    const cut = await travel.table(apart, apart);
    expect([...cut.seconds]).toEqual(recordedSeconds('table-4x4-unreachable-null'));
    expect([...cut.seconds].slice(0, 4)).toEqual([0, 1549, -1, -1]);
    expect(cut.metres?.[2]).toBe(-1);
    expect(stub.unused()).not.toContain('table-12x12');
    expect(stub.unused()).not.toContain('table-1xN');
    expect(stub.unused()).not.toContain('table-Nx1');
    expect(stub.unused()).not.toContain('table-4x4-unreachable-null');
  });

  test('a point 563 km off the map is refused, the others keep their times', async () => {
    stub.answerWith(undefined);
    const places = [eschen, balzers, paris];
    const error = await outcome(travel.table(places, places));
    expect(error).toMatchObject({ code: 'far-from-road' });
    expect((error as TravelError).message).toContain('2.3522,48.8566');
    const partial = (error as TravelError).partial;
    expect([...(partial?.missing ?? [])]).toEqual([0, 0, 1, 0, 0, 1, 1, 1, 1]);
    expect([...(partial?.table.seconds ?? [])]).toEqual([0, 1549, -1, 1540, 0, -1, -1, -1, -1]);
    expect(stub.unused()).not.toContain('table-far-point-snaps');
  });

  test('tables of other spellings', async () => {
    const plain = await given('table-12x12-duration-only').table(recordedPlaces, recordedPlaces);
    expect([...plain.seconds]).toEqual(recordedSeconds('table-12x12-duration-only'));
    expect(plain.metres).toBeUndefined();
    const encoded = await given('table-12x12-polyline').table(recordedPlaces, recordedPlaces);
    expect([...encoded.seconds]).toEqual(recordedSeconds('table-12x12-polyline'));
  });

  test('places that were met before are asked for without their waypoints', async () => {
    stub.answerWith(undefined);
    // No room for hints, as with a hundred places behind a proxy.
    const known = osrm({ url: stub.url, maxAddress: 400 });
    await known.table([eschen], recordedPlaces);
    expect(stub.unused()).toContain('table-1xN-skip-waypoints');
    const again = await known.table([eschen], recordedPlaces);
    expect(stub.unused()).not.toContain('table-1xN-skip-waypoints');
    expect([...again.seconds]).toEqual(recordedSeconds('table-1xN-skip-waypoints'));
  });

  test('routes, leg by leg', async () => {
    const stops = recordedPlaces.slice(0, 5);
    const legs = await given('route-5-legs').legs(stops.slice(0, -1), stops.slice(1));
    expect([...legs.seconds]).toEqual([1593, 497, 142, 320]);
    const { routes } = recordingOf('route-5-legs').body as { routes: { legs: { distance: number }[] }[] };
    expect([...(legs.metres ?? [])]).toEqual(routes[0]?.legs.map((leg) => Math.round(leg.distance)));
    expect([...(await given('route-2').legs([eschen], [balzers])).seconds]).toEqual([1549]);
    expect([...(await given('route-2-geometry').legs([eschen], [balzers])).seconds]).toEqual([1549]);
    expect([...(await given('route-same-point').legs([eschen], [eschen])).seconds]).toEqual([0]);
  });

  test('a route that does not exist is no road', async () => {
    const legs = await given('error-NoRoute').legs([eschen], [heidelberg[0] as Place]);
    expect([...legs.seconds]).toEqual([-1]);
  });

  test.for([
    ['table-0-length', 'bad-answer'], // Two points where one was asked for.
    ['table-1xN-skip-waypoints', 'bad-answer'], // Without waypoints nobody knows how far the points were moved.
    ['table-fallback-speed', 'bad-answer'], // Estimates that would pass for roads.
    ['nearest', 'bad-answer'],
    ['nearest-3', 'bad-answer'],
    ['error-InvalidOptions-one-coord', 'invalid-options'],
    ['error-InvalidOptions-source-index', 'invalid-options'],
    ['error-InvalidQuery', 'invalid-query'],
    ['error-InvalidQuery-annotations', 'invalid-query'],
    ['error-InvalidService', 'invalid-service'],
    ['error-InvalidUrl', 'invalid-url'],
    ['error-InvalidUrl-root', 'invalid-url'],
    ['error-InvalidValue-latitude', 'invalid-value'],
    ['error-InvalidVersion', 'invalid-version'],
    ['error-NoRoute', 'no-route'],
    ['error-NoSegment', 'no-segment'],
    ['error-NoSegment-nearest', 'no-segment'],
    ['error-NoSegment-route', 'no-segment'],
    ['error-TooBig', 'too-big'],
    ['error-TooBig-default-limit-100', 'too-big'],
    ['error-TooBig-route', 'too-big'],
  ] as const)('%s is a TravelError %s', async ([name, code]) => {
    const error = await outcome(given(name).table([eschen], [eschen]));
    expect(error).toBeInstanceOf(TravelError);
    expect(error).toMatchObject({ code, partial: undefined });
  });

  test('and no recording is left out', () => {
    expect(stub.unused()).toEqual([]);
  });
});
