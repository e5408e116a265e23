import type { Core } from '@itinera/core';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { seededRandom } from '../helpers/random.ts';
import { form } from './ask.ts';
import { openTown, type Town } from './town.ts';
import { triedEngines } from './tried-engines.ts';

/*
 * S8: how long the answer takes says nothing about who is known. Asked in turn, in random order, so that whatever else
 * the machine does falls on both alike; the control sends inline, as one must not, and is told apart.
 */

const full = Boolean(process.env['ITINERA_FULL']);
const pairs = full ? 2_000 : 12;
/** Of the control, in which each pair tells more. */
const controlPairs = full ? 200 : 12;
/** Asked before any counts. */
const warmUp = full ? 20 : 6;
/** Milliseconds that sending inline takes in the control: few pairs only tell more apart. */
const inline = full ? 20 : 100;

interface Difference {
  /** Of the medians, milliseconds. */
  median: number;
  /** Welch's t of the middle nine tenths. */
  t: number;
}

async function compare(town: Town, seed: number, pairs: number): Promise<Difference> {
  const random = seededRandom(seed);
  const [unit] = town.units;
  const origin = `http://${unit.slug}.portal.example.test`;
  const times = { known: [] as number[], unknown: [] as number[] };
  const ask = async (who: 'known' | 'unknown', n: number) => {
    const name = who === 'known' ? 'person-0' : `person-${String(n + 5)}`;
    const asked = form(origin, { identifier: `${name}@${unit.slug}.example` });
    const start = performance.now();
    const answer = await town.portal(unit)('POST', '/sign-in', asked);
    times[who].push(performance.now() - start);
    expect([answer.status, answer.headers.location]).toEqual([303, '/sign-in/code']);
  };
  for (let n = 0; n < pairs + warmUp; n++) {
    town.clock.advance(3 * 3600); // codes are limited by hour and day
    if (n % 10 === 0) await work(town);
    const first = random.chance(0.5) ? 'known' : 'unknown';
    await ask(first, n);
    await ask(first === 'known' ? 'unknown' : 'known', n);
  }
  const known = middle(times.known.slice(warmUp));
  const unknown = middle(times.unknown.slice(warmUp));
  return { median: median(known) - median(unknown), t: welch(known, unknown) };
}

/** What the worker does all the time: codes leave, and old ones are forgotten, so that nobody's history grows without end. */
async function work({ core }: Town): Promise<void> {
  while ((await core.jobs.runDue('timing')) > 0);
}

function middle(values: number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  const cut = Math.floor(sorted.length / 20);
  return sorted.slice(cut, sorted.length - cut);
}
function median(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)]!;
}
function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
function welch(a: readonly number[], b: readonly number[]): number {
  const error = (values: readonly number[]) => {
    const centre = mean(values);
    return mean(values.map((value) => (value - centre) ** 2)) / (values.length - 1);
  };
  return (mean(a) - mean(b)) / Math.sqrt(error(a) + error(b));
}

/** By t, and where t is in doubt by the medians too: on a busy machine those of few differ by chance. */
function tellsApart({ median, t }: Difference): boolean {
  return Math.abs(t) > 4.5 || (Math.abs(t) > 2.5 && Math.abs(median) > 2);
}

/**
 * Whether it is as expected in one of three measurements: a busy machine may tell two alike apart by chance, or hide
 * a difference, but not each time; a leak shows each time.
 */
async function isOnce(expected: boolean, town: Town, seed: number, count: number): Promise<boolean> {
  for (const more of [0, 10, 20]) {
    const { median, t } = await compare(town, seed + more, count);
    console.log(`S8: medians ${median.toFixed(2)} ms apart, t = ${t.toFixed(1)}`);
    if (tellsApart({ median, t }) === expected) return true;
  }
  return false;
}

/** A core that sends the code before it answers. */
function sendsInline(core: Core): Core {
  const requestCode: Core['signIn']['requestCode'] = async (input) => {
    const asked = await core.signIn.requestCode(input);
    if (input.identifier.startsWith('person-0@')) await sleep(inline);
    return asked;
  };
  return Object.create(core, { signIn: { value: { ...core.signIn, requestCode } } }) as Core;
}

describe.each(triedEngines)('asking for a code on %s (S8)', (engine) => {
  const towns: Town[] = [];
  afterAll(() => Promise.all(towns.map((town) => town.close())));

  test(`takes as long for known as for unknown identifiers, over ${pairs} pairs`, async () => {
    const town = await openTown(engine);
    towns.push(town);
    expect(await isOnce(false, town, 1, pairs)).toBe(true);
  }, 1_800_000);

  test('one that sends inline is told apart (the control)', async () => {
    const town = await openTown(engine, sendsInline);
    towns.push(town);
    expect(await isOnce(true, town, 2, controlPairs)).toBe(true);
  }, 1_800_000);
});
