import { generateProblem } from '../generate.ts';
import { seededRandom } from '../../helpers/random.ts';
import type { Random } from '../../helpers/random.ts';

/** What no field is meant to hold, and numbers at the edges of what some may. */
const hostile: readonly unknown[] = [
  undefined,
  null,
  NaN,
  Infinity,
  -Infinity,
  0,
  -0,
  -1,
  1,
  0.5,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31),
  2 ** 53,
  -(2 ** 53),
  1e15,
  8.64e12,
  8.64e12 + 1,
  -62_135_596_800,
  253_402_300_799,
  1e300,
  -1e300,
  5e-324,
  180,
  -180,
  90.000001,
  '',
  'Mars/Olympus',
  'Pacific/Apia',
  '2026-02-30',
  '2026-06-01',
  'windows',
  'own-time',
  'x'.repeat(10_000),
  '__proto__',
  true,
  false,
  7n,
  Symbol('slot'),
  () => 1,
  new Date(NaN),
  new Map(),
  [],
  [[]],
  [null],
  [undefined, 1],
  {},
  Object.create(null),
  { top: 1 },
  { top: 1e9 },
  { start: 0, end: 1 },
  { start: -1e15, end: 1e15 },
  { start: 0, end: 253_402_300_799 },
  { lon: 0, lat: 0 },
  { lon: 200, lat: 0 },
  { type: 'Polygon', coordinates: [[]] },
  { type: 'MultiPolygon', coordinates: [null] },
];

/**
 * A query of the oracle's, spoilt in up to four places: many in their numbers alone, so that they stay askable, the others
 * with anything; one in ten is left as it is. Untyped, as what comes over a wire.
 */
export function fuzzedQuery(seed: number): unknown {
  const random = seededRandom(seed);
  const { query } = generateProblem(seed);
  const spoilNext = random.chance(0.4) ? nudge : spoil;
  let spoilt: unknown = structuredClone(query);
  for (let left = random.chance(0.1) ? 0 : random.int(1, 4); left > 0; left -= 1) {
    spoilt = spoilNext(spoilt, random);
  }
  return spoilt;
}

/** Changes one number somewhere below. */
function nudge(value: unknown, random: Random): unknown {
  if (typeof value === 'number') return nudged(value, random);
  if (!isTree(value) || Object.keys(value).length === 0) return value;
  const key = random.pick(Object.keys(value));
  value[key] = nudge(value[key], random);
  return value;
}

/** Changes something somewhere below, down to a random depth. */
function spoil(value: unknown, random: Random): unknown {
  if (!isTree(value) || random.chance(0.08)) return replacement(value, random);
  const keys = Object.keys(value);
  const key = random.pick(keys.length > 0 ? keys : ['0']);
  if (random.chance(0.06)) {
    delete value[key];
    return value;
  }
  if (Array.isArray(value) && random.chance(0.15)) return rearranged(value, random);
  value[key] = spoil(value[key], random);
  return value;
}

function replacement(value: unknown, random: Random): unknown {
  if (typeof value !== 'number' || random.chance(0.4)) return random.pick(hostile);
  return nudged(value, random);
}

function nudged(value: number, random: Random): number {
  if (!Number.isInteger(value)) return value + random.pick([-1, 1]) / 64;
  if (random.chance(0.03)) return value + 0.5;
  return value + random.pick([1, 60, 600, 3600]) * random.pick([1, -1]);
}

function rearranged(list: unknown[], random: Random): unknown[] {
  const at = random.int(0, list.length);
  return random.pick([
    () => list.toReversed(),
    () => list.slice(at),
    () => [...list, ...list],
    () => list.toSpliced(at, 0, random.pick(hostile)),
  ])();
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && (Array.isArray(value) || isPlain(value));
}

function isPlain(value: object): boolean {
  return Object.getPrototypeOf(value) === Object.prototype;
}
