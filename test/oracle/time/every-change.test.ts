import { resolveWorkDays } from '@itinera/planner';
import { describe, expect, test } from 'vitest';
import { differences, planner } from './around-change.ts';
import type { Timekeeper } from './around-change.ts';
import { knownDifferences } from './known-differences.ts';
import { findChanges, firstInstant, lastInstant, nodeZone, otherZone, versions, zones } from './zone-data.ts';
import type { ClockChange, OffsetAt } from './zone-data.ts';

const full = Boolean(process.env.ITINERA_FULL);
const seed = Number(process.env.ORACLE_SEED ?? Math.floor(Math.random() * 2 ** 31));
/** One change in so many is looked at; each run begins with another one. */
const every = full ? 1 : 24;
const week = 7 * 86_400;
const date = (instant: number): string => new Date(instant * 1000).toISOString().slice(0, 10);

const others = new Map(zones.map((zone) => [zone, otherZone(zone)]));
const all: ClockChange[] = [...others.values()].flatMap(({ changes }) => changes);
const chosen = all.filter((_, at) => (at + seed) % every === 0);

/** Changes of one zone that only one of the two has. */
interface ZoneDifference {
  zone: string;
  from: string;
  changes: number;
}

/** By every change in full; otherwise by looking at each week's offset, which tells the zone and the year. */
function compareData(): ZoneDifference[] {
  return zones.flatMap((zone) => {
    const text = ({ instant, before, after }: ClockChange): string => `${instant} ${before} ${after}`;
    const node = findChanges(zone, nodeZone(zone).offsetAt, firstInstant, lastInstant, full ? 86_400 : week);
    const other = others.get(zone)?.changes ?? [];
    const [inNode, inOther] = [new Set(node.map(text)), new Set(other.map(text))];
    const single = [
      ...node.filter((change) => !inOther.has(text(change))),
      ...other.filter((change) => !inNode.has(text(change))),
    ];
    if (single.length === 0) return [];
    return [{ zone, from: date(Math.min(...single.map(({ instant }) => instant))), changes: single.length }];
  });
}

const differing = compareData();
/** The clock to go by: moment-timezone's, and Node's where the versions of the data differ. */
function clockOf(zone: string, instant: number): OffsetAt {
  const difference = differing.find((known) => known.zone === zone);
  const theirs = others.get(zone)?.offsetAt;
  if (theirs && (!difference || date(instant + week) < difference.from)) return theirs;
  return nodeZone(zone).offsetAt;
}

test('R10: the two zone data differ only where their versions explain it', () => {
  console.log(
    `zones: Node ${versions.node}, moment-timezone ${versions.other}: ${JSON.stringify(differing)}`,
  );
  const { node, other } = knownDifferences.versions;
  if (versions.node === node && versions.other === other) {
    const listed = knownDifferences.zones.map(({ zone, from, changes }) => ({ zone, from, changes }));
    expect(differing).toEqual(listed);
  } else {
    // Another Node: its data may know other rules, but no version changes more than a few zones.
    expect(differing.length).toBeLessThan(30);
  }
});

test(
  `R10: calendars and grids around ${full ? 'every change' : `one change in ${every}`} of every zone, 2007 to 2037`,
  { timeout: 1_800_000 },
  async () => {
    const faults: string[] = [];
    // Changes that only Node knows are looked at too, all of them.
    const own = differing.flatMap(({ zone, from }) =>
      findChanges(zone, nodeZone(zone).offsetAt, Date.parse(from) / 1000 - 86_400, lastInstant, week),
    );
    const looked = new Set<string>();
    for (const change of [...chosen, ...own.filter((_, at) => full || at % 8 === 0)]) {
      looked.add(change.zone);
      faults.push(...(await differences(change, clockOf(change.zone, change.instant))));
      if (faults.length > 5) break;
    }
    console.log(
      `zones: seed ORACLE_SEED=${seed}, ${chosen.length} of ${all.length} changes, ${looked.size} of ${zones.length} zones`,
    );
    expect(faults).toEqual([]);
    expect(all.length).toBeGreaterThan(8000);
    expect(looked.size).toBeGreaterThan(full ? 200 : 100);
  },
);

describe('the control', () => {
  const some = all.filter((_, at) => at % 450 === 0);

  test('a clock without the change is told apart from the planner, whichever change it is', async () => {
    for (const change of some) {
      expect(await differences(change, () => change.before), JSON.stringify(change)).not.toEqual([]);
    }
    expect(some.length).toBeGreaterThan(15);
  });

  test.for<[string, Timekeeper]>([
    [
      'counts every date as 24 hours',
      {
        ...planner,
        resolveWorkDays: (calendar) => {
          const naive = { ...calendar, zone: 'UTC' };
          const offset = nodeZone(calendar.zone).offsetAt(Date.parse(calendar.from) / 1000);
          const shift = (instant: number): number => instant - offset;
          return resolveWorkDays(naive).map(({ date, working }) => ({
            date,
            working: working.map(({ start, end }) => ({ start: shift(start), end: shift(end) })),
          }));
        },
      },
    ],
    [
      'lays one label of a repeated hour',
      {
        ...planner,
        gridStarts: async (zone, step, window) => {
          const starts = await planner.gridStarts(zone, step, window);
          const { offsetAt } = nodeZone(zone);
          const seen = new Set<number>();
          return starts.filter((start) => {
            const label = start + offsetAt(start);
            return !seen.has(label) && seen.add(label);
          });
        },
      },
    ],
  ])('a planner that %s is noticed', async ([, keeper]) => {
    const noticed = await Promise.all(
      some.map(
        async (change) => (await differences(change, clockOf(change.zone, change.instant), keeper)).length,
      ),
    );
    expect(noticed.filter((count) => count > 0).length).toBeGreaterThan(some.length / 4);
  });
});
