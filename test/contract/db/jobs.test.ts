import {
  addJobs,
  claimIdempotencyKey,
  claimJobs,
  countJobs,
  deleteDoneJobs,
  endJob,
  eventsOfSubject,
  insertRows,
  nextValue,
  storeOutcome,
  type Database,
  type Queries,
} from '@itinera/db';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { engines, makeStore, sql } from './stores.ts';
import { makeTown, morning, newId, type Town } from './town.ts';

describe.each(engines)('jobs, events and keys on %s', (engine) => {
  let db: Database;
  let target: Parameters<typeof sql>[0];
  let drop: () => Promise<void>;
  beforeAll(async () => ({ db, target, drop } = await makeStore(engine)));
  afterAll(() => drop());
  beforeEach(() => sql(target, 'DELETE FROM job'));

  const job = (changes: object = {}) => ({
    id: newId(),
    kind: 'send',
    payload: { n: 1 },
    runAt: morning,
    createdAt: morning,
    ...changes,
  });
  const subject = { type: 'thing', id: 'one' };
  /** Appends as the domain does: the number is taken last, then the row. */
  const append = async (tx: Queries, businessUnitId: string): Promise<number> => {
    const sequence = await nextValue(tx, businessUnitId, 'event');
    await insertRows(tx, 'event', [
      {
        businessUnitId,
        sequence,
        at: morning,
        kind: 'tested',
        subjectType: subject.type,
        subjectId: subject.id,
        actorType: 'system',
        data: { sequence },
      },
    ]);
    return sequence;
  };
  const claim = (owner: string, now: number, limit: number) =>
    db.write((tx) => claimJobs(tx, { owner, now, leaseUntil: now + 60, limit }));

  test('R8 of 8 workers that claim at once, each job has one', async () => {
    await db.write((tx) =>
      addJobs(
        tx,
        Array.from({ length: 100 }, () => job()),
      ),
    );
    const workers = Array.from({ length: 8 }, async (_, n) => {
      const mine: string[] = [];
      for (;;) {
        const claimed = await claim(`worker ${n}`, morning, 3);
        if (claimed.length === 0) return mine;
        mine.push(...claimed.map(({ id }) => id));
      }
    });
    const claimed = (await Promise.all(workers)).flat();
    expect(claimed).toHaveLength(100);
    expect(new Set(claimed).size).toBe(100);
  });

  test('without leases two workers do take the same job (control)', async () => {
    await db.write((tx) => addJobs(tx, [job()]));
    const naive = async () => {
      const rows = await sql<{ id: string }>(target, "SELECT id FROM job WHERE state = 'waiting'");
      await setTimeout(20);
      await sql(target, "UPDATE job SET state = 'leased'");
      return rows.map(({ id }) => id);
    };
    const claimed = (await Promise.all([naive(), naive()])).flat();
    expect(claimed).toHaveLength(2);
    expect(new Set(claimed).size).toBe(1);
  });

  test('a job is due at its time, in order; its attempt is counted', async () => {
    const [later, sooner, not] = [
      job({ runAt: morning - 1 }),
      job({ runAt: morning - 5 }),
      job({ runAt: morning + 1 }),
    ];
    await db.write((tx) => addJobs(tx, [later, sooner, not]));
    const claimed = await claim('w', morning, 10);
    expect(claimed.map(({ id }) => id)).toEqual([sooner.id, later.id]);
    expect(claimed[0]).toMatchObject({ attempts: 1, state: 'leased', payload: { n: 1 } });
    expect(await countJobs(db.read)).toEqual({
      counts: { waiting: 1, leased: 2, done: 0, dead: 0 },
      oldestDue: morning + 1,
    });
  });

  test('a lease that ran out goes to another, and its first owner cannot end it', async () => {
    const one = job();
    await db.write((tx) => addJobs(tx, [one]));
    expect(await claim('first', morning, 1)).toHaveLength(1);
    expect(await claim('second', morning + 59, 1)).toHaveLength(0);
    expect(await claim('second', morning + 60, 1)).toMatchObject([{ id: one.id, attempts: 2 }]);
    const end = (owner: string) =>
      db.write((tx) => endJob(tx, one.id, owner, { state: 'done', at: morning + 61 }));
    expect(await end('first')).toBe(false);
    expect(await end('second')).toBe(true);
    await db.write((tx) => deleteDoneJobs(tx, morning + 62));
    expect((await countJobs(db.read)).counts.done).toBe(0);
  });

  test('a job comes back after a retry, and stays away when it is dead', async () => {
    const one = job();
    await db.write((tx) => addJobs(tx, [one]));
    await claim('w', morning, 1);
    await db.write((tx) =>
      endJob(tx, one.id, 'w', { state: 'retry', runAt: morning + 30, error: 'refused' }),
    );
    expect(await claim('w', morning + 29, 1)).toHaveLength(0);
    expect(await claim('w', morning + 30, 1)).toMatchObject([{ lastError: 'refused', attempts: 2 }]);
    await db.write((tx) => endJob(tx, one.id, 'w', { state: 'dead', at: morning + 31, error: 'gave up' }));
    expect(await claim('w', morning + 10_000, 1)).toHaveLength(0);
    expect((await countJobs(db.read)).counts.dead).toBe(1);
  });

  test('a dedupe key is known once; jobs without one are all kept', async () => {
    const [first, second] = [job({ dedupeKey: 'booking:1' }), job({ dedupeKey: 'booking:1' })];
    expect(await db.write((tx) => addJobs(tx, [first]))).toEqual([first.id]);
    expect(await db.write((tx) => addJobs(tx, [second, job(), job()]))).toHaveLength(2);
  });

  test('a write that rejects leaves no job behind', async () => {
    const write = db.write(async (tx) => {
      await addJobs(tx, [job()]);
      throw new Error('no');
    });
    await expect(write).rejects.toThrow('no');
    expect((await countJobs(db.read)).counts.waiting).toBe(0);
  });

  test('events of parallel writers have no gaps, and their order is that of the commits', async () => {
    const { businessUnitId } = await makeTown(db);
    const seen: number[] = [];
    await Promise.all(
      Array.from({ length: 40 }, async (_, n) => {
        const write = db.write(async (tx) => {
          const sequence = await append(tx, businessUnitId);
          await setTimeout(n % 3);
          if (n % 4 === 0) throw new Error('undone');
          return sequence;
        });
        await write.then(
          (sequence) => seen.push(sequence),
          () => undefined,
        );
      }),
    );
    const events = await eventsOfSubject(db.read, businessUnitId, subject);
    expect(events.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
    expect([...seen].sort((a, b) => a - b)).toEqual(events.map(({ sequence }) => sequence));
  });

  test('an event is never seen before one with a lower number', async () => {
    const { businessUnitId } = await makeTown(db);
    let missing = 0;
    let done = false;
    const watcher = (async () => {
      while (!done) {
        const events = await eventsOfSubject(db.read, businessUnitId, subject);
        if (events.some(({ sequence }, index) => sequence !== index + 1)) missing++;
        await setTimeout(1);
      }
    })();
    await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        db.write(async (tx) => {
          await append(tx, businessUnitId);
          await setTimeout(n % 2);
        }),
      ),
    );
    done = true;
    await watcher;
    expect(missing).toBe(0);
  });

  test('counters of units and names do not touch each other', async () => {
    const [one, two] = [await makeTown(db), await makeTown(db)];
    const next = (of: Town, name: 'intervention' | 'customer') =>
      db.write((tx) => nextValue(tx, of.businessUnitId, name));
    expect([await next(one, 'customer'), await next(one, 'customer')]).toEqual([1, 2]);
    expect([await next(one, 'intervention'), await next(two, 'customer')]).toEqual([1, 1]);
  });

  test('R7 of 20 parallel requests with one key, one does the work and the others get its outcome', async () => {
    let done = 0;
    const request = () =>
      db.write(async (tx) => {
        const claim = { actor: 'access:1', key: 'k', requestHash: 'h', createdAt: morning };
        const before = await claimIdempotencyKey(tx, claim);
        if (before) return before.outcome;
        done++;
        await setTimeout(2);
        await storeOutcome(tx, 'access:1', 'k', { booked: 7 });
        return { booked: 7 };
      });
    const outcomes = await Promise.all(Array.from({ length: 20 }, request));
    expect(outcomes).toEqual(Array.from({ length: 20 }, () => ({ booked: 7 })));
    expect(done).toBe(1);
  });

  test('R7 a key whose write rejected is free again', async () => {
    const claim = { actor: 'access:1', key: 'free', requestHash: 'h', createdAt: morning };
    const failing = db.write(async (tx) => {
      await claimIdempotencyKey(tx, claim);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await db.write((tx) => claimIdempotencyKey(tx, claim))).toBeUndefined();
  });
});
