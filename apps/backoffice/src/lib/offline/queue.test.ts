import { describe, expect, it } from 'vitest';
import { testPhone } from '../../../../../test/fixtures/phone.ts';
import { filesNamed, withFileIds, type Command } from './command.ts';
import { renewed, versionsOf } from './conflict.ts';
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
