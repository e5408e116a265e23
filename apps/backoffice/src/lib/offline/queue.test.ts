import { describe, expect, it } from 'vitest';
import { testPhone } from '../../../../../test/fixtures/phone.ts';
import { clockings, filesNamed, withFileIds, type Command } from './command.ts';
import { draftOf, renewed, versionsOf } from './conflict.ts';
import type { Exclusive } from './exclusive.ts';
import { pauseAfter, Queue, type Outcome } from './queue.ts';

const visit = { businessUnitId: 'unit', interventionId: 'visit', title: 'Mario Sample' };
const step = (key: string) => ({ ...visit, key, kind: 'step', body: { step: 'arrived' } }) as const;

describe('the queue of a phone (CAD-SS-02)', () => {
  it('waits longer after each failure, up to five minutes, and begins anew when the network returns', async () => {
    const pauses: number[] = [];
    let outcome: Outcome = { kind: 'later' };
    let later: () => void = () => undefined;
    const queue = new Queue({
      ...{ store: testPhone().open(), owner: 'anna', now: () => 0, send: () => Promise.resolve(outcome) },
      after: (seconds, work) => {
        pauses.push(seconds);
        later = work;
        return () => undefined;
      },
    });
    await queue.add(step('first'));
    await queue.drain();
    for (let n = 0; n < 9; n++) {
      later();
      await queue.drain();
    }
    expect(pauses.slice(0, 4)).toEqual([...pauses.slice(0, 4)].sort((a, b) => a - b));
    expect(pauses.at(-1)).toBe(300);
    expect([1, 2, 3, 8, 9, 50].map(pauseAfter)).toEqual([2, 4, 8, 256, 300, 300]);
    outcome = { kind: 'later', after: 7 };
    await queue.wake();
    expect(pauses.at(-1), 'the server may say when').toBe(7);
    outcome = { kind: 'done', answer: {} };
    await queue.wake();
    expect((await queue.list()).map(({ state }) => state)).toEqual(['sent']);
  });

  it('asks nobody anything before somebody signs in again', async () => {
    let asked = 0;
    const queue = new Queue({
      ...{ store: testPhone().open(), owner: 'anna', now: () => 0, after: () => () => undefined },
      send: () => {
        asked += 1;
        return Promise.resolve({ kind: 'sign-in' });
      },
    });
    await queue.add(step('first'));
    await queue.drain();
    expect(queue.signInNeeded).toBe(true);
    expect((await queue.list())[0]!.state).toBe('waiting');
    expect(asked).toBeGreaterThan(0);
  });

  it('two pages of one phone send one thing at a time, in order, where the browser keeps them apart', async () => {
    const run = async (exclusive?: Exclusive) => {
      const phone = testPhone({ pages: 'together' });
      const sent: string[] = [];
      let most = 0;
      let now = 0;
      const send = async ({ key }: Command): Promise<Outcome> => {
        most = Math.max(most, ++now);
        await new Promise((later) => setTimeout(later, 5));
        now -= 1;
        sent.push(key);
        return { kind: 'done', answer: {} };
      };
      const parts = { owner: 'anna', now: () => 0, after: () => () => undefined, send };
      const offline = new Queue({
        ...{ ...parts, store: phone.open(), send: () => Promise.resolve({ kind: 'later' }) },
      });
      for (const key of ['a', 'b', 'c']) await offline.add(step(key));
      await offline.drain();
      const pages = [1, 2].map(
        () => new Queue({ ...parts, store: phone.open(), ...(exclusive && { exclusive }) }),
      );
      await Promise.all(pages.map((page) => page.wake()));
      return { most, sent };
    };
    let last = Promise.resolve();
    const oneByOne: Exclusive = (work) => (last = last.then(work));
    expect(await run(oneByOne)).toEqual({ most: 1, sent: ['a', 'b', 'c'] });
    expect((await run()).most, 'without it both would (the control)').toBe(2);
  });

  it('a tap is held back while its place is looked for, and leaves without it when that takes too long', async () => {
    let now = 1000;
    const sent: unknown[] = [];
    const pauses: number[] = [];
    const queue = new Queue({
      ...{ store: testPhone().open(), owner: 'anna', now: () => now },
      send: ({ body }) => Promise.resolve({ kind: 'done', answer: sent.push(body) }),
      after: (seconds) => {
        pauses.push(seconds);
        return () => undefined;
      },
    });
    const tap = { ...visit, interventionId: clockings, kind: 'clock', body: { tap: 'in' } } as const;
    await queue.add({ ...tap, key: 'one', holdUntil: 1030 });
    await queue.drain();
    expect([sent.length, pauses.at(-1)]).toEqual([0, 30]);
    expect(await queue.release('one', { place: 'here' })).toBe(true);
    await queue.drain();
    expect(sent).toEqual([{ tap: 'in', place: 'here' }]);
    await queue.add({ ...tap, key: 'two', holdUntil: 1030 });
    now = 1031;
    await queue.wake();
    expect(sent.at(-1)).toEqual({ tap: 'in' });
    expect(await queue.release('two', { place: 'too late' })).toBe(false);
    // The phone's clock was set back meanwhile.
    await queue.add({ ...tap, key: 'three', holdUntil: 9000 });
    await queue.wake();
    expect(sent).toHaveLength(3);
  });

  it('a closing that was not taken is entered anew, with its files', async () => {
    const phone = testPhone();
    const refused: Outcome = {
      kind: 'refused',
      refusal: { status: 400, code: 'invalid', reason: 'answers' },
    };
    const queue = new Queue({
      ...{ store: phone.open(), owner: 'anna', now: () => 0, after: () => () => undefined },
      send: ({ kind }) =>
        Promise.resolve(kind === 'file' ? { kind: 'done', answer: { id: 'file' } } : refused),
    });
    const of = { ...visit, purpose: 'closing', field: 'boiler', body: {} } as const;
    await queue.add({ ...of, key: 'photo', kind: 'file', fileName: 'boiler.jpg' }, new Blob(['x']));
    const closing = {
      startedAt: 1,
      endedAt: 2,
      result: 'ok',
      comment: 'Done',
      answers: { boiler: ['phone:photo'] },
    };
    await queue.add({ ...visit, key: 'closing', kind: 'step', body: { step: 'closed', closing } });
    await queue.drain();
    const [, command] = await queue.list();
    expect(command).toMatchObject({ state: 'conflict', refusal: { reason: 'answers' } });
    expect(draftOf(command!)).toEqual({ ...closing, title: 'Mario Sample', reason: '' });
    await queue.takeBack('closing');
    expect((await queue.list()).map(({ key, state }) => [key, state])).toEqual([['photo', 'sent']]);
    expect(await queue.file('photo'), 'what it names is still here').toBeDefined();
  });

  it('a step whose phone had its clock set back is sent with the time of now, when somebody says so', () => {
    const refusal = { status: 400, code: 'invalid', field: 'at', reason: 'after-sent' };
    const at = 4_000_000_000;
    const said = { ...visit, kind: 'step', body: { step: 'arrived', at }, refusal } as unknown as Command;
    expect(renewed(said)!['at']).toBeLessThan(at);
    expect(renewed({ ...said, refusal: { ...refusal, reason: 'state' } })).toBeUndefined();
  });

  it('names files by what they are called on the phone until the server has them', () => {
    const closing = {
      answers: { boiler: ['phone:a', 'old', 'phone:b'], signed: { name: 'M', drawing: 'phone:c' } },
    };
    expect(filesNamed(closing)).toEqual(['a', 'b', 'c']);
    const ids = new Map([
      ['a', 'id-a'],
      ['c', 'id-c'],
    ]);
    // b was put aside: it is not named.
    expect(withFileIds(closing, (key) => ids.get(key) ?? null)).toEqual({
      answers: { boiler: ['id-a', 'old'], signed: { name: 'M', drawing: 'id-c' } },
    });
  });

  it('shows both sides of a conflict, and sends the own one over the other only when told to', () => {
    const conflict = {
      ...{
        ...visit,
        key: 'one',
        kind: 'form',
        order: 1,
        owner: 'anna',
        madeAt: 0,
        state: 'conflict',
        attempts: 1,
      },
      ...{ sentAt: null, answer: null, labels: { remarks: 'Remarks' } },
      body: { version: 1, revision: 0, answers: { remarks: 'mine', same: 'x' } },
      refusal: {
        status: 409,
        code: 'stale',
        current: { answers: { remarks: 'theirs', same: 'x' }, revision: 4 },
      },
    } satisfies Command as Command;
    expect(versionsOf(conflict)).toEqual([{ name: 'Remarks', own: 'mine', now: 'theirs' }]);
    expect(renewed(conflict)).toMatchObject({ revision: 4, answers: { remarks: 'mine' } });
    expect(renewed({ ...conflict, refusal: null })).toBeUndefined();
  });
});
