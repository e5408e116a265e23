import { describe, expect, test } from 'vitest';
import type { Place } from '../units.ts';
import { cached } from './cached.ts';
import type { StoredTravel, TravelStore } from './cached.ts';
import { estimate } from './estimate.ts';
import { recorded } from './recorded.ts';
import type { TravelTable, TravelTimes } from './types.ts';
import { withFallback } from './with-fallback.ts';

const places: Place[] = [0, 1, 2, 3, 4].map((number) => ({ lon: 9 + number / 10, lat: 47 }));
const [a, b, c, d, e] = places as [Place, Place, Place, Place, Place];
/** From place i to place j it takes 1000 (i + 1) + j seconds: every cell is another number. */
const durations = places.map((_, from) => places.map((__, to) => (from === to ? 0 : 1000 * (from + 1) + to)));
const roads = recorded({ addresses: places, durations });

function memory(): TravelStore & { kept: Map<string, StoredTravel> } {
  const kept = new Map<string, StoredTravel>();
  return {
    kept,
    getMany: async (keys) => keys.flatMap((key) => kept.get(key) ?? []),
    putMany: async (entries) => entries.forEach((entry) => kept.set(entry.key, entry)),
  };
}

/** A provider that writes down what it is asked, `from>to`, one list for each call. */
function watched(inner: TravelTimes & Required<Pick<TravelTimes, 'legs'>>, legs = true) {
  const calls: string[][] = [];
  const name = (place: Place): string => 'abcde'[places.indexOf(place)] ?? '?';
  const travel: TravelTimes = {
    table: (from, to) => {
      calls.push(from.flatMap((start) => to.map((end) => `${name(start)}${name(end)}`)));
      return inner.table(from, to);
    },
  };
  if (legs) {
    travel.legs = (from, to) => {
      calls.push(from.map((start, leg) => `${name(start)}${name(to[leg] as Place)}`));
      return inner.legs(from, to);
    };
  }
  return { travel, calls };
}

const dead: TravelTimes = { table: () => Promise.reject(new Error('the circuit is open')) };
const straight = estimate({ constant: 10, secondsPerMetre: 0.1 });

describe('cached', () => {
  test('asks for a pair once, and keeps its direction', async () => {
    const { travel, calls } = watched(roads);
    const store = memory();
    const cache = cached(travel, store);
    expect(await cache.table([a], [b, c])).toEqual(await roads.table([a], [b, c]));
    expect(await cache.table([a], [b, c])).toEqual(await roads.table([a], [b, c]));
    expect(await cache.table([b], [a])).toEqual(await roads.table([b], [a]));
    expect(calls).toEqual([['ab', 'ac'], ['ba']]);
    expect(store.kept.get('9,47;9.1,47')).toEqual({ key: '9,47;9.1,47', seconds: 1001, metres: -1 });
  });

  test('asks for exactly what is missing, in one question where 1 x N and N x 1 allow it', async () => {
    const { travel, calls } = watched(roads);
    const cache = cached(travel, memory());
    await cache.table([a], [b]);
    await cache.table([c], [a]);
    calls.length = 0;
    expect(await cache.table([a], [b, c, d, e])).toEqual(await roads.table([a], [b, c, d, e]));
    expect(await cache.table([b, c, d], [a])).toEqual(await roads.table([b, c, d], [a]));
    expect(calls).toEqual([
      ['ac', 'ad', 'ae'],
      ['ba', 'da'],
    ]);
    // Of the square only the diagonal's neighbours are left; nothing is asked for twice, and nothing else.
    calls.length = 0;
    expect(await cache.table(places, places)).toEqual(await roads.table(places, places));
    const asked = calls.flat();
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked.length).toBe(25 - 7);
    expect(asked).not.toContain('ab');
  });

  test('asks for a repeated place once', async () => {
    const { travel, calls } = watched(roads);
    expect(await cached(travel, memory()).table([a, a], [b, b])).toEqual(await roads.table([a, a], [b, b]));
    expect(calls).toEqual([['ab']]);
  });

  test('asks for missing legs pair by pair, or by small tables of a provider without legs', async () => {
    for (const withLegs of [true, false]) {
      const { travel, calls } = watched(roads, withLegs);
      const cache = cached(travel, memory());
      await cache.legs([a], [b]);
      calls.length = 0;
      expect(await cache.legs([a, b, a, c], [b, c, d, e])).toEqual(
        await roads.legs([a, b, a, c], [b, c, d, e]),
      );
      expect(calls).toEqual(withLegs ? [['bc', 'ad', 'ce']] : [['bc'], ['ad'], ['ce']]);
      calls.length = 0;
      expect(await cache.legs([b, a], [c, d])).toEqual(await roads.legs([b, a], [c, d]));
      expect(calls).toEqual([]);
    }
  });

  test('keeps the answer that there is no road', async () => {
    const { travel, calls } = watched(
      recorded({
        addresses: [a, b],
        durations: [
          [0, null],
          [null, 0],
        ],
      }),
    );
    const cache = cached(travel, memory());
    expect((await cache.table([a], [b])).seconds).toEqual(Int32Array.of(-1));
    expect((await cache.table([a], [b])).seconds).toEqual(Int32Array.of(-1));
    expect(calls).toHaveLength(1);
  });

  test('never keeps an estimate', async () => {
    const store = memory();
    const cache = cached(withFallback(dead, straight), store);
    expect([...((await cache.table([a], [b, c])).estimated ?? [])]).toEqual([1, 1]);
    expect(store.kept.size).toBe(0);
    await cached(roads, store).table([a], [b, c]);
    expect(store.kept.size).toBe(2);
  });

  test('answers what it has when the inner fails, and only the rest is estimated, whichever way they are nested', async () => {
    const store = memory();
    await cached(roads, store).table([a], [b, c]);
    await expect(cached(dead, store).table([a], [b, d])).rejects.toMatchObject({
      name: 'TravelError',
      code: 'unavailable',
      message: expect.stringContaining('the circuit is open') as string,
      partial: { missing: Uint8Array.of(0, 1) },
    });
    for (const travel of [
      withFallback(cached(dead, store), straight),
      cached(withFallback(dead, straight), store),
    ]) {
      const table = await travel.table([a], [b, d, c]);
      expect([...(table.estimated ?? [])]).toEqual([0, 1, 0]);
      expect([...table.seconds]).toEqual([1001, (await straight.table([a], [d])).seconds[0], 1002]);
      const legs = await travel.legs([a, b], [b, c]);
      expect([...(legs.estimated ?? [])]).toEqual([0, 1]);
      expect((await travel.table([a], [b, c])).estimated).toBeUndefined();
    }
  });

  test('does not ask a dead server again for the rest of the same question', async () => {
    let calls = 0;
    const counting: TravelTimes = {
      table: () => {
        calls += 1;
        return Promise.reject(new Error('down'));
      },
    };
    const store = memory();
    await cached(roads, store).legs([a, b, c], [b, c, a]);
    await expect(cached(counting, store).table([a, b, c], [a, b, c])).rejects.toThrow('down');
    expect(calls).toBe(1);
  });

  test('goes on asking after a failure that is of the places', async () => {
    const known = recorded({
      addresses: [a, b, c],
      durations: durations.slice(0, 3).map((row) => row.slice(0, 3)),
    });
    const store = memory();
    await cached(known, store).table([a], [a, b]);
    const { travel, calls } = watched(known);
    // Of `d` nothing is known; of `a` only `ac` is missing. Both questions are asked, and what came is kept.
    const failure = cached(travel, store).table([d, a], [a, b, c]);
    await expect(failure).rejects.toMatchObject({
      code: 'unknown-place',
      partial: { missing: Uint8Array.of(1, 1, 1, 0, 0, 0) },
    });
    expect(calls).toEqual([['da', 'db', 'dc'], ['ac']]);
    expect(store.kept.has('9,47;9.2,47')).toBe(true);
  });

  test('an answer with too few cells is an error, not a lack of roads, and nothing of it is kept', async () => {
    const short: TravelTimes = { table: async () => ({ seconds: Int32Array.of(7) }) };
    const store = memory();
    await expect(cached(short, store).table([a], [b, c])).rejects.toMatchObject({ code: 'bad-answer' });
    expect(store.kept.size).toBe(0);
    const marked = await withFallback(short, straight).table([a], [b, c]);
    expect([...(marked.estimated ?? [])]).toEqual([1, 1]);
    await expect(withFallback(dead, short).table([a], [b, c])).rejects.toMatchObject({ code: 'bad-answer' });
    await expect(withFallback(dead, short).legs([a, a], [b, c])).rejects.toMatchObject({
      code: 'bad-answer',
    });
  });

  test('a store that fails costs its help, not the answer', async () => {
    const errors: unknown[] = [];
    const full: TravelStore = {
      getMany: () => Promise.reject(new Error('cannot read')),
      putMany: () => Promise.reject(new Error('disk is full')),
    };
    const cache = cached(roads, full, { onStoreError: (error) => errors.push(error) });
    expect(await cache.table([a], [b])).toEqual(await roads.table([a], [b]));
    expect(errors.map(String)).toEqual(['Error: cannot read', 'Error: disk is full']);
  });

  test('passes on the promise of a top speed', () => {
    expect(cached(straight, memory()).topSpeed).toBe(straight.topSpeed);
    expect(cached(dead, memory()).topSpeed).toBeUndefined();
  });
});

describe('withFallback', () => {
  const quick: TravelTimes = { ...roads, topSpeed: 20 };

  test('leaves a primary that answers alone', async () => {
    const travel = withFallback(roads, dead);
    expect(await travel.table([a], [b])).toEqual(await roads.table([a], [b]));
    expect(await travel.legs([a], [b])).toEqual(await roads.legs([a], [b]));
  });

  test('marks everything the secondary says, roads too, and tells of the failure', async () => {
    const failures: unknown[] = [];
    const travel = withFallback(dead, roads, { onFailure: (error) => failures.push(error) });
    const table: TravelTable = await travel.table([a, b], [c]);
    expect([...table.seconds]).toEqual([1002, 2002]);
    expect([...(table.estimated ?? [])]).toEqual([1, 1]);
    expect([...((await travel.legs([a], [b])).estimated ?? [])]).toEqual([1]);
    expect(failures.map(String)).toEqual(['Error: the circuit is open', 'Error: the circuit is open']);
  });

  test('fails with the error of the secondary when both fail', async () => {
    const none: TravelTimes = { table: () => Promise.reject(new Error('nothing either')) };
    await expect(withFallback(dead, none).table([a], [b])).rejects.toThrow('nothing either');
  });

  test('promises the higher of two top speeds, and none when one makes none', () => {
    expect(withFallback(quick, straight).topSpeed).toBe(20);
    expect(withFallback({ ...quick, topSpeed: 5 }, straight).topSpeed).toBe(straight.topSpeed);
    expect(withFallback(dead, straight).topSpeed).toBeUndefined();
    expect(withFallback(quick, dead).topSpeed).toBeUndefined();
  });
});
