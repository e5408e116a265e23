import { describe, expect, test } from 'vitest';
import type { Place } from '../units.ts';
import { osrm } from './osrm.ts';
import type { OsrmOptions } from './osrm.ts';

// What a real server says, and how it fails, is replayed in test/contract/osrm.
const [a, b]: [Place, Place] = [
  { lon: 9, lat: 47 },
  { lon: 9.1, lat: 47 },
];
const waypoint = ({ lon, lat }: Place) => ({ location: [lon, lat], name: '', distance: 5 });
const answering = (body: object, options: Partial<OsrmOptions> = {}) =>
  osrm({ url: 'http://osrm.test', fetch: async () => Response.json(body), ...options });
const table = (seconds: number | null, metres?: number | null, more: object = {}) => ({
  code: 'Ok',
  durations: [[seconds]],
  ...(metres !== undefined && { distances: [[metres]] }),
  sources: [waypoint(a)],
  destinations: [waypoint(b)],
  ...more,
});

describe('osrm', () => {
  test('rounds a fraction of a second up and a length to the nearest metre', async () => {
    expect(await answering(table(600.1, 7600.4)).table([a], [b])).toEqual({
      seconds: Int32Array.of(601),
      metres: Int32Array.of(7600),
    });
    expect((await answering(table(600, 7600)).table([a], [b])).seconds).toEqual(Int32Array.of(600));
  });

  test('does without lengths, and measures by the straight line then', async () => {
    expect((await answering(table(600)).table([a], [b])).metres).toBeUndefined();
    // 7.6 km straight in two minutes are 228 km/h.
    await expect(answering(table(120)).table([a], [b])).rejects.toMatchObject({ code: 'implausible' });
  });

  test('takes 150 km/h and not more, 1 km/h and not less, a day and not longer', async () => {
    const asked = (seconds: number, metres: number) => answering(table(seconds, metres)).table([a], [b]);
    expect((await asked(400, 16_700)).seconds).toEqual(Int32Array.of(400));
    await expect(asked(400, 16_800)).rejects.toMatchObject({ code: 'implausible' });
    expect((await asked(27_000, 7600)).seconds).toEqual(Int32Array.of(27_000));
    await expect(asked(27_800, 7600)).rejects.toMatchObject({ code: 'implausible' });
    expect((await asked(86_400, 100_000)).seconds).toEqual(Int32Array.of(86_400));
    await expect(asked(86_401, 100_000)).rejects.toMatchObject({ code: 'implausible' });
  });

  test('reads the answers of v5.27 as those of v6: what either adds or leaves out is passed over', async () => {
    // The fields that docs/http.md of osrm-backend names for 5.27; the recordings in test/contract are of v6.0.0.
    const hint = '________f14EgAgAAAAJAAAAAAAAAAAAAAD8R7dAAAAAAAAAAAAAAAAACAAAAAkAAAAAAAAAAAAAAAEAAAA=';
    const old = (place: Place) => ({ distance: 4.2, name: 'Rue', location: [place.lon, place.lat], hint });
    const v5 = {
      destinations: [old(b)],
      sources: [old(a)],
      distances: [[7600]],
      durations: [[600.1]],
      code: 'Ok',
    };
    const v6 = table(600.1, 7600, { data_version: '', fallback_speed_cells: [] });
    for (const body of [v5, v6]) {
      expect(await answering(body).table([a], [b])).toEqual({
        seconds: Int32Array.of(601),
        metres: Int32Array.of(7600),
      });
    }
    const leg = { duration: 600.1, distance: 7600, summary: '', steps: [] };
    const of5 = { weight_name: 'routability', weight: 612.3, duration: 600.1, distance: 7600 };
    for (const route of [{ ...of5, legs: [{ ...leg, weight: 612.3 }] }, { legs: [leg] }]) {
      const body = { code: 'Ok', routes: [route], waypoints: [old(a), old(b)] };
      expect((await answering(body).legs([a], [b])).seconds).toEqual(Int32Array.of(601));
    }
  });

  test('an answer that has a code and no words is told by its code', async () => {
    const refusing = (code: string): Promise<unknown> => {
      const fetch = async () => Response.json({ message: '', code }, { status: 400 });
      return osrm({ url: 'http://osrm.test', fetch })
        .table([a], [b])
        .catch((error: unknown) => error);
    };
    expect(await refusing('InvalidOptions')).toMatchObject({
      code: 'invalid-options',
      message: 'osrm.test answers 400 InvalidOptions',
    });
    expect(await refusing('NoTable')).toMatchObject({ code: 'no-table' });
    expect(await refusing('NoSuchCode')).toMatchObject({ code: 'http-status' });
  });

  test('refuses time spent between a place and itself', async () => {
    const loop = { ...table(12, 30), destinations: [waypoint(a)] };
    await expect(answering(loop).table([a], [a])).rejects.toMatchObject({ code: 'implausible' });
  });

  test('goes by its own snap limit, whatever the server calls near', async () => {
    const moved = { ...waypoint(b), location: [9.11, 47] }; // 758 m east.
    const answer = table(600, 7600, { destinations: [moved] });
    expect((await answering(answer).table([a], [b])).seconds).toEqual(Int32Array.of(600));
    await expect(answering(answer, { maxSnap: 700 }).table([a], [b])).rejects.toMatchObject({
      code: 'far-from-road',
    });
    const said = table(600, 7600, { destinations: [{ ...waypoint(b), distance: 1001 }] });
    await expect(answering(said).table([a], [b])).rejects.toMatchObject({ code: 'far-from-road' });
  });

  test('asks under the url and profile it is given, slashes or not', async () => {
    const urls: unknown[] = [];
    const fetch: typeof globalThis.fetch = async (input) => {
      urls.push(input);
      return Response.json(table(600, 7600));
    };
    await osrm({ url: 'https://maps.test/osrm//', profile: 'van', fetch }).table([a], [b]);
    expect(urls).toEqual([
      'https://maps.test/osrm/table/v1/van/9,47;9.1,47?sources=0&destinations=1&annotations=duration,distance',
    ]);
  });

  test('names the host alone when something is wrong: a path may hold a key', async () => {
    const fetch: typeof globalThis.fetch = () => Promise.reject(new Error('fetch failed'));
    await expect(osrm({ url: 'https://maps.test/k-secret', fetch }).table([a], [b])).rejects.toThrow(
      /^maps\.test cannot be reached: fetch failed$/,
    );
  });

  test('refuses options that cannot be meant, by name', () => {
    for (const url of ['maps.test', 'ftp://maps.test', '', 'http://']) {
      expect(() => osrm({ url })).toThrow('url must be an address that begins with http:// or https://');
    }
    for (const url of ['http://me:secret@maps.test', 'http://maps.test/?key=secret']) {
      expect(() => osrm({ url })).toThrow(/^url must hold no user, password or query: OSRM takes none$/);
    }
    const above = ['timeout', 'maxTableSize', 'maxSnap', 'topSpeed', 'maxAddress', 'maxParallel'] as const;
    for (const field of above) {
      expect(() => osrm({ url: 'http://maps.test', [field]: 0 })).toThrow(`${field} must be above 0, not 0`);
      expect(() => osrm({ url: 'http://maps.test', [field]: NaN })).toThrow(
        `${field} must be above 0, not NaN`,
      );
    }
    for (const field of ['maxPoints', 'maxRouteSize'] as const) {
      expect(() => osrm({ url: 'http://maps.test', [field]: 1 })).toThrow(`${field} must be at least 2`);
    }
    expect(() => osrm({ url: 'http://maps.test', remembered: -1 })).toThrow('remembered must be 0 or more');
  });
});
