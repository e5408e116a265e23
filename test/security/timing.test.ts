import type { Core } from '@itinera/core';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { engines } from '../contract/db/stores.ts';
import { seededRandom } from '../oracle/random.ts';
import { form } from './ask.ts';
import { openTown, type Town } from './tenants.ts';

/*
 * S8: how long the answer takes says nothing about who is known. Asked in turn, in random order, so that whatever else
 * the machine does falls on both alike; the control sends inline, as one must not, and is told apart.
 */

const pairs = process.env['ITINERA_FULL'] ? 2_000 : 60;

interface Difference {
  /** Of the medians, milliseconds. */
  median: number;
  /** Welch's t of the middle nine tenths. */
  t: number;
}

async function compare(town: Town, seed: number): Promise<Difference> {
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
  for (let n = 0; n < pairs + 20; n++) {
    town.clock.advance(3 * 3600); // codes are limited by hour and day
    const first = random.chance(0.5) ? 'known' : 'unknown';
    await ask(first, n);
    await ask(first === 'known' ? 'unknown' : 'known', n);
  }
  const known = middle(times.known.slice(20));
  const unknown = middle(times.unknown.slice(20));
  return { median: median(known) - median(unknown), t: welch(known, unknown) };
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

/** A core that sends the code before it answers. */
function sendsInline(core: Core): Core {
  const requestCode: Core['signIn']['requestCode'] = async (input) => {
    const asked = await core.signIn.requestCode(input);
    if (input.identifier.startsWith('person-0@')) await sleep(50);
    return asked;
  };
  return Object.create(core, { signIn: { value: { ...core.signIn, requestCode } } }) as Core;
}

describe.each(engines)('asking for a code on %s (S8)', (engine) => {
  const towns: Town[] = [];
  afterAll(() => Promise.all(towns.map((town) => town.close())));

  test(`takes as long for known as for unknown identifiers, over ${pairs} pairs`, async () => {
    const town = await openTown(engine);
    towns.push(town);
    const { median, t } = await compare(town, 1);
    console.log(`S8, ${engine}: medians ${median.toFixed(2)} ms apart, t = ${t.toFixed(1)}`);
    expect(Math.abs(t)).toBeLessThan(4.5);
    // On a busy machine medians of few differ by chance: then t says that it was chance.
    if (Math.abs(t) > 2.5) expect(Math.abs(median)).toBeLessThan(2);
  }, 600_000);

  test('one that sends inline is told apart (the control)', async () => {
    const town = await openTown(engine, sendsInline);
    towns.push(town);
    const { median, t } = await compare(town, 2);
    expect(median).toBeGreaterThan(2);
    expect(t).toBeGreaterThan(4.5);
  }, 600_000);
});
