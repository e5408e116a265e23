import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { testPhone } from '../../../../../test/fixtures/phone.ts';
import type { Command } from './command.ts';
import { exclusively } from './exclusive.ts';
import { Queue, type Outcome } from './queue.ts';

/** What pages of one browser share of `localStorage`. */
function sharedStorage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

const forever = () => new Promise<void>(() => undefined);

/* A page over http has no `navigator.locks`: a lease in the browser's storage keeps its pages apart. */
describe('pages of one browser without locks (CAD-SS-02)', () => {
  beforeEach(() => {
    vi.stubGlobal('navigator', {});
    vi.stubGlobal('localStorage', sharedStorage());
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
  const later = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);

  it('two queues over the same commands send one thing at a time, in order', async () => {
    const phone = testPhone({ pages: 'together' });
    const sent: string[] = [];
    let most = 0;
    let now = 0;
    const send = async ({ key }: Command): Promise<Outcome> => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setTimeout(resolve, 50));
      now -= 1;
      sent.push(key);
      return { kind: 'done', answer: {} };
    };
    const parts = { owner: 'anna', now: () => 0, after: () => () => undefined };
    const offline = new Queue({
      ...{ ...parts, store: phone.open(), send: () => Promise.resolve({ kind: 'later' }) },
    });
    const visit = { businessUnitId: 'unit', interventionId: 'visit', title: 'Mario Sample' };
    for (const key of ['a', 'b', 'c'])
      await offline.add({ ...visit, key, kind: 'step', body: { step: 'arrived' } });
    await offline.drain();
    const pages = [1, 2].map(
      () => new Queue({ ...parts, store: phone.open(), send, exclusive: exclusively('phone anna') }),
    );
    const done = Promise.all(pages.map((page) => page.wake()));
    await later(10);
    await done;
    expect({ most, sent }).toEqual({ most: 1, sent: ['a', 'b', 'c'] });
    expect(localStorage.getItem('phone anna'), 'nobody holds it any more').toBeNull();
  });

  it('a page that works is waited for, however long; one that failed is not', async () => {
    const began: string[] = [];
    let end: () => void = () => undefined;
    const first = exclusively('phone')(() => {
      began.push('first');
      return new Promise((resolve) => (end = resolve));
    });
    await later(1);
    const second = exclusively('phone')(() => {
      began.push('second');
      return Promise.reject(new Error('no network'));
    });
    const refused = expect(second).rejects.toThrow('no network');
    const others = exclusively('other')(() => Promise.resolve(void began.push('of another name')));
    await later(600);
    await others;
    expect(began).toEqual(['first', 'of another name']);
    end();
    await first;
    await later(1);
    await refused;
    const third = exclusively('phone')(() => Promise.resolve(void began.push('third')));
    await later(1);
    await third;
    expect(began).toEqual(['first', 'of another name', 'second', 'third']);
  });

  it('a page that crashed while it was sending keeps the others waiting for a minute and a half, not longer', async () => {
    void exclusively('phone')(forever);
    await later(1);
    // It is gone, and with it all that it would have done; its lease stands.
    vi.clearAllTimers();
    expect(localStorage.getItem('phone')).not.toBeNull();
    let began = 0;
    const next = exclusively('phone')(() => Promise.resolve(void (began += 1)));
    await later(85);
    expect(began).toBe(0);
    await later(10);
    await next;
    expect(began).toBe(1);
  });

  it('who asks in the same instant comes one after the other', async () => {
    let most = 0;
    let now = 0;
    const work = async () => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setTimeout(resolve, 200));
      now -= 1;
    };
    const all = Promise.all(Array.from({ length: 5 }, () => exclusively('phone')(work)));
    await later(30);
    await all;
    expect(most).toBe(1);
  });

  it('a page that slept while another took its turn leaves it to that one', async () => {
    const ends: (() => void)[] = [];
    const began: string[] = [];
    const page = (name: string) =>
      exclusively('phone')(() => {
        began.push(name);
        return new Promise((resolve) => ends.push(resolve));
      });
    const first = page('first');
    await later(1);
    // It sleeps for longer than its lease: none of its timers runs.
    vi.setSystemTime(Date.now() + 100_000);
    const second = page('second');
    // Awake again it goes on, says that it is there, and ends while the second one works.
    await later(19.5);
    ends[0]!();
    await first;
    const third = page('third');
    await later(60);
    expect(began).toEqual(['first', 'second']);
    ends[1]!();
    await second;
    await later(1);
    expect(began).toEqual(['first', 'second', 'third']);
    ends[2]!();
    await third;
  });
});
