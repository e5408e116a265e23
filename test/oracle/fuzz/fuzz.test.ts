import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { caseCount, firstSeed, repeating } from '../size.ts';
import type { FuzzCount, FuzzNews, FuzzOrder } from './worker.ts';

const cases = caseCount({ few: 2000, many: 50_000 });
const seed = firstSeed();
/** A query takes a millisecond or so. One that takes this long, in milliseconds, will not come back. */
const patience = 20_000;

/** Runs the queries in a thread of their own, because one that never ends can be ended only from outside. */
function fuzz(order: FuzzOrder, milliseconds = patience): Promise<FuzzCount> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('worker.ts', import.meta.url), {
      workerData: order,
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    });
    let current = order.seed;
    const endAfterSilence = (): NodeJS.Timeout =>
      setTimeout(() => {
        void worker.terminate();
        reject(new Error(`seed ${current} does not end`));
      }, milliseconds);
    let timer = endAfterSilence();
    worker.on('message', (news: FuzzNews) => {
      clearTimeout(timer);
      if ('done' in news) {
        resolve(news.done);
        void worker.terminate();
      } else {
        current = news.begins;
        timer = endAfterSilence();
      }
    });
    worker.on('error', (error) => {
      clearTimeout(timer);
      reject(new Error(`seed ${current} ends the thread`, { cause: error }));
    });
  });
}

test(
  `${cases} fuzzed queries: a PlannerError or an answer, always, and no offer that makes a day worse`,
  { timeout: 60_000 + cases * 20 },
  async () => {
    console.log(`fuzz: ${repeating(seed, cases)}`);
    const { refused, answered, explained, offers, faults } = await fuzz({ seed, cases });
    console.log(
      `fuzz: ${answered} answered, ${explained} slots explained, ${offers} offers, refused ${JSON.stringify(refused)}`,
    );
    expect(faults).toEqual([]);
    // Agreement with nothing is not what is asked: many were refused, for many reasons, and many answered.
    expect(answered).toBeGreaterThan(cases / 6);
    expect(explained).toBeGreaterThan(cases / 20);
    expect(offers).toBeGreaterThan(cases / 2);
    expect(Object.keys(refused).length).toBeGreaterThan(7);
  },
);

describe('the control: a search that is spoilt is noticed', () => {
  test('that throws something else', async () => {
    const { faults } = await fuzz({ seed: 1, cases: 400, spoilt: 'throws' });
    expect(faults.length).toBe(5);
    expect(faults[0]).toContain('TypeError: offers is not iterable');
  });

  test('that never ends', async () => {
    await expect(fuzz({ seed: 1, cases: 400, spoilt: 'hangs' }, 3000)).rejects.toThrow(
      /^seed \d+ does not end$/,
    );
  });

  test('that promises two hours later', async () => {
    const { faults } = await fuzz({ seed: 1, cases: 400, spoilt: 'worsens' });
    expect(faults.some((fault) => fault.includes('makes a day worse'))).toBe(true);
  });
});
