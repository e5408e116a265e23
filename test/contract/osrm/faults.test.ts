import { cached, estimate, findSlots, osrm, TravelError, withFallback } from '@itinera/planner';
import type { SlotQuery, StoredTravel, TravelErrorCode, TravelStore } from '@itinera/planner';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { osrmFaults } from '../../fixtures/osrm-faults.ts';
import { recordedPlaces } from '../../fixtures/osrm-recordings.ts';
import { startOsrmStub } from '../../fixtures/osrm-stub.ts';
import type { OsrmFault, OsrmStub } from '../../fixtures/osrm-stub.ts';

const codes: Record<OsrmFault, TravelErrorCode> = {
  refused: 'unreachable',
  reset: 'unreachable',
  stall: 'timeout',
  drip: 'timeout',
  'cut-off': 'unreachable',
  html: 'bad-answer',
  'not-found': 'http-status',
  'server-error': 'http-status',
  'rate-limited': 'rate-limited',
  redirect: 'redirect',
  empty: 'bad-answer',
  truncated: 'bad-answer',
  null: 'bad-answer',
  list: 'bad-answer',
  'unknown-code': 'bad-answer',
  'no-durations': 'bad-answer',
  'wrong-shape': 'bad-answer',
  'text-cells': 'bad-answer',
  'not-a-number': 'bad-answer',
  infinite: 'implausible',
  huge: 'implausible',
  negative: 'implausible',
  'too-fast': 'implausible',
  'too-slow': 'implausible',
  swapped: 'far-from-road',
  'no-waypoints': 'bad-answer',
};

const [home, near, ...others] = recordedPlaces;
if (!home || !near) throw new Error('The recordings have lost their places');
/** A busy machine may be slow to say anything; only where nothing comes is waiting part of the test. */
const timeoutFor = (fault: OsrmFault): number => (fault === 'stall' || fault === 'drip' ? 250 : 5000);

let stub: OsrmStub;
beforeAll(async () => {
  stub = await startOsrmStub();
});
afterAll(() => stub.close());

function memoryStore(): TravelStore & { kept: Map<string, StoredTravel> } {
  const kept = new Map<string, StoredTravel>();
  return {
    kept,
    getMany: async (keys) => keys.flatMap((key) => kept.get(key) ?? []),
    putMany: async (entries) => entries.forEach((entry) => kept.set(entry.key, entry)),
  };
}

describe('R11 a routing server that fails', () => {
  test.for(osrmFaults)('%s: a typed error within the timeout, by table and by legs', async (fault) => {
    await stub.fault(fault);
    const travel = osrm({ url: stub.url, timeout: timeoutFor(fault) });
    const started = performance.now();
    const failures = await Promise.allSettled([
      travel.table([home], others),
      travel.legs([home, near], [near, home]),
    ]);
    const took = performance.now() - started;
    for (const failure of failures) {
      expect(failure).toMatchObject({
        status: 'rejected',
        reason: { name: 'TravelError', code: codes[fault] },
      });
    }
    // R11 bounds the wait. The stalled server would take 5 s, the dripping one over 30.
    expect(took).toBeLessThan(timeoutFor(fault) + 4000);
  });

  test('a name that does not resolve, and TLS where there is none', async () => {
    await stub.fault(undefined);
    for (const url of ['http://osrm.invalid', stub.url.replace('http:', 'https:')]) {
      await expect(osrm({ url, timeout: 5000 }).table([home], [near])).rejects.toMatchObject({
        name: 'TravelError',
        code: 'unreachable',
      });
    }
  });

  test('a fetch that does not listen to the signal is not waited for', async () => {
    const deaf = osrm({ url: stub.url, timeout: 50, fetch: () => new Promise(() => {}) });
    await expect(deaf.table([home], [near])).rejects.toMatchObject({ code: 'timeout' });
  });

  test('the control: without a fault the same question is answered, and nothing is an estimate', async () => {
    await stub.fault(undefined);
    const travel = withFallback(
      osrm({ url: stub.url, timeout: 5000 }),
      estimate({ constant: 100, secondsPerMetre: 0.1 }),
    );
    expect((await travel.table([home], others)).estimated).toBeUndefined();
    expect((await travel.legs([home, near], [near, home])).estimated).toBeUndefined();
  });

  test.for(osrmFaults)('%s: kept pairs answer as road, the others as marked estimates', async (fault) => {
    const store = memoryStore();
    const straight = estimate({ constant: 100, secondsPerMetre: 0.1 });
    const inner = osrm({ url: stub.url, timeout: timeoutFor(fault) });
    await stub.fault(undefined);
    const patient = osrm({ url: stub.url, timeout: 5000 });
    const road = await cached(patient, store).table([home], [near, ...others.slice(0, 3)]);
    const stored = store.kept.size;
    await stub.fault(fault);

    for (const travel of [
      withFallback(cached(inner, store), straight),
      cached(withFallback(inner, straight), store),
    ]) {
      const table = await travel.table([home], [near, ...others]);
      expect([...table.seconds].slice(0, 4)).toEqual([...road.seconds]);
      expect([...(table.estimated ?? [])]).toEqual([0, 0, 0, 0, ...others.slice(3).map(() => 1)]);
      const legs = await travel.legs([home, near], [near, home]);
      expect([...legs.seconds]).toEqual([road.seconds[0], (await straight.legs([near], [home])).seconds[0]]);
      expect([...(legs.estimated ?? [])]).toEqual([0, 1]);
    }
    expect(store.kept.size).toBe(stored);
  });

  test.for(osrmFaults)('%s: slots are still offered, every one marked', async (fault) => {
    await stub.fault(fault);
    const failures: unknown[] = [];
    const travel = withFallback(
      osrm({ url: stub.url, timeout: timeoutFor(fault) }),
      estimate({ constant: 100, secondsPerMetre: 0.1 }),
      {
        onFailure: (error) => failures.push(error),
      },
    );
    const day = { start: 1_780_300_800, end: 1_780_333_200 };
    const query: SlotQuery = {
      technicians: [
        {
          id: 'ann',
          skills: {},
          days: [
            {
              date: '2026-06-01',
              start: home,
              end: home,
              working: [day],
              visits: others.slice(0, 3).map((place, number) => ({
                id: String(number),
                place,
                duration: 1800,
                earliest: day.start + (number + 1) * 7200,
                latest: day.start + (number + 1) * 7200 + 3600,
              })),
            },
          ],
        },
      ],
      request: { place: near, duration: 3600, windows: [day] },
      grid: { zone: 'Europe/Vaduz', step: 1800, width: 3600 },
      now: day.start - 86_400,
    };
    const { offers } = await findSlots(query, travel);
    expect(offers.length).toBeGreaterThan(0);
    expect(offers.filter((offer) => offer.travel.source !== 'estimate')).toEqual([]);
    expect(failures.length).toBeGreaterThan(0);
    expect(failures.filter((error) => !(error instanceof TravelError))).toEqual([]);

    await stub.fault(undefined);
    const control = await findSlots(query, osrm({ url: stub.url, timeout: 5000 }));
    expect(control.offers.filter((offer) => offer.travel.source !== 'road')).toEqual([]);
    expect(control.offers.length).toBeGreaterThan(0);
  });
});
