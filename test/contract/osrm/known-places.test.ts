import { readFileSync } from 'node:fs';
import { osrm, recorded, TravelError } from '@itinera/planner';
import type { OsrmOptions, Place, RecordedMatrix } from '@itinera/planner';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startOsrmStub } from '../../fixtures/osrm-stub.ts';
import type { OsrmStub } from '../../fixtures/osrm-stub.ts';

const matrix = JSON.parse(
  readFileSync(new URL('../../../data/liechtenstein/matrix-300.json', import.meta.url), 'utf8'),
) as RecordedMatrix;
const places: Place[] = matrix.addresses.map(({ lon, lat }) => ({ lon, lat }));
const [home, ...others] = places as [Place, ...Place[]];
const roads = recorded(matrix);

let stub: OsrmStub;
beforeAll(async () => {
  stub = await startOsrmStub();
});
beforeEach(() => {
  stub.requests.length = 0;
});
afterAll(() => stub.close());

/** The addresses asked for since the last look. */
function asked(): string[] {
  return stub.requests.splice(0).map(({ path }) => path);
}

/** Changes what the server answers, by what it was asked. */
function through(change: (path: string, body: Record<string, unknown>) => object): OsrmOptions['fetch'] {
  return async (input, init) => {
    const answer = await fetch(input, init);
    const body = (await answer.json()) as Record<string, unknown>;
    const changed = change(input as string, body);
    return Response.json(changed, { status: 'durations' in changed || 'routes' in changed ? 200 : 400 });
  };
}

describe('hints and skip_waypoints', () => {
  test('the first question looks where places lie, the next ones give the hints back', async () => {
    const travel = osrm({ url: stub.url, timeout: 5000 });
    const near = others.slice(0, 30);
    const first = await travel.table([home], near);
    const again = await travel.table([home], near);
    const back = await travel.table(near, [home]);
    const legs = await travel.legs(near.slice(0, 10), near.slice(10, 20));
    expect(first).toEqual(await roads.table([home], near));
    expect(again).toEqual(first);
    expect(back).toEqual(await roads.table(near, [home]));
    expect(legs).toEqual(await roads.legs(near.slice(0, 10), near.slice(10, 20)));
    const [one, ...rest] = asked();
    expect(one).not.toMatch(/skip_waypoints|hints/);
    expect(rest.length).toBe(3);
    for (const path of rest) expect(path).toMatch(/&skip_waypoints=true&hints=/);
  });

  test('answers without waypoints are a fraction of those with them', async () => {
    const sizes: number[] = [];
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const text = await (await globalThis.fetch(input, init)).text();
      sizes.push(text.length);
      return new Response(text);
    };
    const travel = osrm({ url: stub.url, timeout: 5000, fetch });
    await travel.table([home], others.slice(0, 290));
    await travel.table([home], others.slice(0, 290));
    const [whole = 0, short = 0] = sizes;
    expect(sizes.length).toBe(2);
    expect(short).toBeLessThan(whole / 10);
  });

  test('one place that was never met, and all waypoints are asked for', async () => {
    const travel = osrm({ url: stub.url, timeout: 5000 });
    await travel.table([home], others.slice(0, 5));
    await travel.table([home], others.slice(0, 6));
    await travel.table([home], others.slice(0, 6));
    expect(asked().map((path) => path.includes('skip_waypoints'))).toEqual([false, false, true]);
  });

  test('hints that do not fit into the address stay out, the waypoints too', async () => {
    const travel = osrm({ url: stub.url, timeout: 5000 });
    const first = await travel.table([home], others.slice(0, 150));
    expect(await travel.table([home], others.slice(0, 150))).toEqual(first);
    const [, second] = asked();
    expect(second).toContain('&skip_waypoints=true');
    expect(second).not.toContain('hints');
    const direct = osrm({ url: stub.url, timeout: 5000, maxAddress: 100_000 });
    await direct.table([home], others.slice(0, 120));
    await direct.table([home], others.slice(0, 120));
    expect(asked()[1]).toContain('hints');
  });

  test('a place off the map is never taken for known', async () => {
    const travel = osrm({ url: stub.url, timeout: 5000 });
    const sea = { lon: 0, lat: 0 };
    for (let time = 0; time < 3; time += 1) {
      await expect(travel.table([sea], [home])).rejects.toMatchObject({ code: 'far-from-road' });
      await expect(travel.legs([home], [sea])).rejects.toMatchObject({ code: 'far-from-road' });
    }
    expect(asked().filter((path) => path.includes('skip_waypoints'))).toEqual([]);
  });

  test('a place is looked at again after 500 questions', async () => {
    let moved = 5;
    const snapped = (place: Place) => [
      { location: [place.lon, place.lat], hint: `of-${place.lon}`, distance: moved },
    ];
    const near = others[0] as Place;
    const fetch: OsrmOptions['fetch'] = async () =>
      Response.json({ code: 'Ok', durations: [[900]], sources: snapped(home), destinations: snapped(near) });
    const travel = osrm({ url: stub.url, timeout: 5000, fetch });
    await travel.table([home], [near]);
    moved = 5000; // The map has lost the road, and the server says nothing of another map.
    let answered = 0;
    const failure = await (async () => {
      for (; answered < 600; answered += 1) await travel.table([home], [near]);
    })().catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'far-from-road' });
    expect(answered).toBe(500);
  });

  test('remembers as many places as it is told, and none when told none', async () => {
    const forgetful = osrm({ url: stub.url, timeout: 5000, remembered: 0 });
    for (let time = 0; time < 2; time += 1) await forgetful.table([home], others.slice(0, 3));
    expect(asked().filter((path) => path.includes('skip_waypoints'))).toEqual([]);
    const four = osrm({ url: stub.url, timeout: 5000, remembered: 4 });
    for (const from of [0, 0, 3, 0]) await four.table([home], others.slice(from, from + 3));
    expect(asked().map((path) => path.includes('skip_waypoints'))).toEqual([false, true, false, false]);
  });

  test('a server that does not read its own hints any more is asked for everything again', async () => {
    const refuse = { code: 'InvalidValue', message: 'Invalid hint.' };
    const fetch = through((path, body) => (path.includes('hints=') ? refuse : body));
    const travel = osrm({ url: stub.url, timeout: 5000, fetch });
    const first = await travel.table([home], others.slice(0, 3));
    expect(await travel.table([home], others.slice(0, 3))).toEqual(first);
    expect(asked().map((path) => path.includes('hints='))).toEqual([false, true, false]);
  });

  test('a server with a new map is asked for everything again', async () => {
    let version = '2026-11-01';
    const fetch = through((_, body) => ({ ...body, data_version: version }));
    const travel = osrm({ url: stub.url, timeout: 5000, fetch });
    const ask = () => travel.table([home], others.slice(0, 3));
    const first = await ask();
    await ask();
    version = '2026-11-02';
    expect(await ask()).toEqual(first);
    await ask();
    expect(asked().map((path) => path.includes('skip_waypoints'))).toEqual([false, true, true, false, true]);
  });

  test('the control: hints of other places are refused by the stub', async () => {
    const fetch: typeof globalThis.fetch = (input, init) =>
      globalThis.fetch(
        (input as string).replace(/hints=([^;]+);([^;]+)/, (_, a: string, b: string) => `hints=${b};${a}`),
        init,
      );
    const travel = osrm({ url: stub.url, timeout: 5000, fetch });
    await travel.table([home], others.slice(0, 3));
    await travel.table([home], others.slice(0, 3));
    expect(asked().length).toBe(3); // Refused, and asked again without.
  });
});

describe('long addresses', () => {
  test('are written as a polyline, to the same six decimals', async () => {
    const travel = osrm({ url: stub.url, timeout: 5000, maxAddress: 2000 });
    const some = others.slice(0, 110);
    expect(await travel.table([home], some)).toEqual(await roads.table([home], some));
    expect(await travel.table(some, [home])).toEqual(await roads.table(some, [home]));
    const legs = await travel.legs(some.slice(0, 55), some.slice(55));
    expect(legs).toEqual(await roads.legs(some.slice(0, 55), some.slice(55)));
    const paths = asked();
    expect(paths.length).toBe(3);
    for (const path of paths) {
      expect(path).toContain('/polyline6(');
      expect(stub.url.length + path.length).toBeLessThanOrEqual(2000);
    }
  });

  test('are halved where not even that fits', async () => {
    const travel = osrm({ url: stub.url, timeout: 5000, maxAddress: 500 });
    const some = others.slice(0, 110);
    expect(await travel.table([home], some)).toEqual(await roads.table([home], some));
    expect(await travel.table(some.slice(0, 20), some)).toEqual(await roads.table(some.slice(0, 20), some));
    const paths = asked();
    expect(paths.length).toBeGreaterThan(4);
    expect(paths.filter((path) => stub.url.length + path.length > 500)).toEqual([]);
    expect(await travel.legs(some, places.slice(0, 110))).toEqual(
      await roads.legs(some, places.slice(0, 110)),
    );
    expect(asked().filter((path) => stub.url.length + path.length > 500)).toEqual([]);
  });

  test('and where not even two places do, that is said', async () => {
    const travel = osrm({ url: stub.url, timeout: 5000, maxAddress: 90 });
    await expect(travel.table([home], others.slice(0, 1))).rejects.toMatchObject({ code: 'too-big' });
    await expect(travel.legs([home], others.slice(0, 1))).rejects.toBeInstanceOf(TravelError);
    expect(asked()).toEqual([]);
  });

  test('8,000 characters take 400 places as coordinates, and 700 as a polyline', async () => {
    const many = Array.from({ length: 700 }, (_, i) => {
      const { lon, lat } = places[i % places.length] as Place;
      return { lon: lon + Math.floor(i / places.length) / 1e4, lat };
    });
    const travel = osrm({ url: stub.url, timeout: 5000, maxSnap: 5000 });
    await travel.table([home], many.slice(0, 350));
    await travel.table([home], many);
    const [plain, polyline, more] = asked();
    expect(plain).not.toContain('polyline');
    expect(polyline).toContain('polyline6');
    expect(more).toBeUndefined();
  });
});

describe('pieces of one question', () => {
  const pieces = 12; // Of 1 x 9 each.
  const some = others.slice(0, 9 * pieces);
  const small = { maxTableSize: 3, timeout: 3000 } as const;

  test('run side by side, within the limit', async () => {
    let [running, most] = [0, 0];
    const fetch: typeof globalThis.fetch = async (input, init) => {
      running += 1;
      most = Math.max(most, running);
      const answer = await globalThis.fetch(input, init);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
      return answer;
    };
    for (const maxParallel of [1, 5]) {
      most = 0;
      const travel = osrm({ url: stub.url, ...small, maxParallel, fetch });
      expect(await travel.table([home], some)).toEqual(await roads.table([home], some));
      expect(asked().length).toBe(pieces);
      expect(most).toBe(maxParallel);
    }
  });

  test('a slow one holds up none of the others, which are kept when it fails', async () => {
    const last = some.at(-10) as Place; // In the last piece but one.
    const slow = `${last.lon},${last.lat}`;
    let others = 0;
    const fetch: typeof globalThis.fetch = async (input, init) => {
      if ((input as string).includes(slow)) return new Promise<Response>(() => {});
      const answer = await globalThis.fetch(input, init);
      others += 1;
      return answer;
    };
    const travel = osrm({ url: stub.url, ...small, timeout: 1000, maxParallel: 2, fetch });
    const failure = (await travel.table([home], some).catch((error: unknown) => error)) as TravelError;
    expect(failure).toMatchObject({ name: 'TravelError', code: 'timeout' });
    expect(others).toBe(pieces - 1);
    const expected = await roads.table([home], some);
    const missing = [...(failure.partial?.missing ?? [])];
    expect(missing.filter((cell) => cell === 1).length).toBe(9);
    missing.forEach((cell, at) => {
      if (cell === 0) expect(failure.partial?.table.seconds[at]).toBe(expected.seconds[at]);
    });
  });

  test('after a failure no other piece is begun', async () => {
    let begun = 0;
    const fetch: typeof globalThis.fetch = () => {
      begun += 1;
      return Promise.reject(new Error('down'));
    };
    const travel = osrm({ url: stub.url, ...small, maxParallel: 3, fetch });
    await expect(travel.table([home], some)).rejects.toMatchObject({
      code: 'unreachable',
      partial: undefined,
    });
    expect(begun).toBe(3);
  });
});
