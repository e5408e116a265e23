import { DbError, insertRows, listAllCompanies, openDatabase, type Database } from '@itinera/db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setTimeout } from 'node:timers/promises';
import { engines, makeStore, makeTarget, sql } from './stores.ts';
import { morning, newId } from './town.ts';

describe.each(engines)('writes on %s', (engine) => {
  let db: Database;
  let drop: () => Promise<void>;
  beforeAll(async () => ({ db, drop } = await makeStore(engine)));
  afterAll(() => drop());

  const company = (name: string) => ({ id: newId(), name, createdAt: morning });
  const names = async () => (await listAllCompanies(db.read)).map(({ name }) => name);

  test('a write that resolves is there, and its result comes back', async () => {
    const result = await db.write(async (tx) => {
      await insertRows(tx, 'company', [company('kept')]);
      expect(await listAllCompanies(tx)).toContainEqual(expect.objectContaining({ name: 'kept' }));
      return 42;
    });
    expect(result).toBe(42);
    expect(await names()).toContain('kept');
  });

  test('a write that rejects leaves nothing, and the next one works', async () => {
    const failure = new Error('no');
    const write = db.write(async (tx) => {
      await insertRows(tx, 'company', [company('undone')]);
      throw failure;
    });
    await expect(write).rejects.toBe(failure);
    await db.write((tx) => insertRows(tx, 'company', [company('after')]));
    expect(await names()).not.toContain('undone');
    expect(await names()).toContain('after');
  });

  test('a statement that fails undoes the write even when its error is caught inside', async () => {
    const twice = company('twice');
    const write = db.write(async (tx) => {
      await insertRows(tx, 'company', [twice]);
      await insertRows(tx, 'company', [twice]).catch(() => undefined);
    });
    await expect(write).rejects.toMatchObject({ code: 'failed' });
    expect(await names()).not.toContain('twice');
  });

  test('what is not committed is not seen by reads', async () => {
    await db.write(async (tx) => {
      await insertRows(tx, 'company', [company('hidden')]);
      expect(await names()).not.toContain('hidden');
    });
    expect(await names()).toContain('hidden');
  });

  test('a write inside a write rejects and undoes the outer one', async () => {
    const outer = db.write(async (tx) => {
      await insertRows(tx, 'company', [company('outer')]);
      await db.write((inner) => insertRows(inner, 'company', [company('inner')]));
    });
    await expect(outer).rejects.toMatchObject({ name: 'DbError', code: 'nested-write' });
    expect(await names()).not.toContain('outer');
    expect(await names()).not.toContain('inner');
  });

  test('a write begun after another, from a task it left running, is no nested one', async () => {
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    let left = Promise.resolve();
    await db.write(async () => {
      left = gate.then(() => db.write((tx) => insertRows(tx, 'company', [company('left running')])));
    });
    open();
    await left;
    expect(await names()).toContain('left running');
  });

  test('a transaction is dead when its write has ended', async () => {
    const tx = await db.write(async (inner) => inner);
    await expect(insertRows(tx, 'company', [company('late')])).rejects.toMatchObject({ code: 'closed' });
    expect(await names()).not.toContain('late');
  });

  test('200 parallel writes are all kept, each whole', async () => {
    const before = (await names()).length;
    await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        db.write(async (tx) => {
          await insertRows(tx, 'company', [company(`first ${n}`)]);
          await Promise.resolve();
          await insertRows(tx, 'company', [company(`second ${n}`)]);
        }),
      ),
    );
    expect(await names()).toHaveLength(before + 400);
    if (engine === 'sqlite') expect(db.writeConnections).toBe(1);
  });

  test('timers run while many writes wait', async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    await Promise.all(
      Array.from({ length: 200 }, (_, n) => db.write((tx) => insertRows(tx, 'company', [company(`t${n}`)]))),
    );
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(3);
  });

  test('ready resolves on an open store; a closed one refuses everything', async () => {
    const { target, drop: dropOther } = await makeTarget(engine);
    const other = await openDatabase(target);
    await other.migrate();
    await other.ready();
    await other.close();
    await other.close();
    await expect(other.ready()).rejects.toMatchObject({ code: 'closed' });
    await expect(listAllCompanies(other.read)).rejects.toMatchObject({ code: 'closed' });
    await expect(other.write(async () => 1)).rejects.toMatchObject({ code: 'closed' });
    await dropOther();
  });

  test('closing waits for the writes under way', async () => {
    const { target, drop: dropOther } = await makeTarget(engine);
    const other = await openDatabase(target);
    await other.migrate();
    const write = other.write((tx) => insertRows(tx, 'company', [company('last')]));
    const [closing, written] = [other.close(), write];
    await written;
    await closing;
    const again = await openDatabase(target);
    expect((await listAllCompanies(again.read)).map(({ name }) => name)).toEqual(['last']);
    await again.close();
    await dropOther();
  });
});

test.each([
  [{ file: ':memory:' }, /no path of a SQLite file/],
  [{ file: '' }, /no path of a SQLite file/],
  [{ url: 'mysql://localhost/x' }, /must begin with postgres/],
  [{ file: '/nowhere/at/all/store.sqlite' }, /\/nowhere\/at\/all\/store.sqlite cannot be opened/],
])('a target that cannot be one is refused in words: %j', async (target, message) => {
  const opening = openDatabase(target);
  await expect(opening).rejects.toBeInstanceOf(DbError);
  await expect(opening).rejects.toThrow(message);
});

test('a connection that the server ends in the middle of a write makes it unavailable, and the next one works', async () => {
  const { db, target, drop } = await makeStore('postgres');
  const end = () =>
    sql(
      target,
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
  const write = db.write(async (tx) => {
    await insertRows(tx, 'company', [{ id: newId(), name: 'cut off', createdAt: morning }]);
    await end();
    await setTimeout(20);
    await listAllCompanies(tx);
  });
  await expect(write).rejects.toMatchObject({ code: 'unavailable' });
  await db.write((tx) => insertRows(tx, 'company', [{ id: newId(), name: 'next', createdAt: morning }]));
  // Idle ones that are ended are replaced as soon as the end is noticed.
  await end();
  const names = async () => (await listAllCompanies(db.read)).map(({ name }) => name);
  await expect.poll(names, { timeout: 5_000 }).toEqual(['next']);
  await drop();
});

test('a server that is not there is reported as unavailable', async () => {
  const db = await openDatabase({ url: 'postgres://postgres@127.0.0.1:1/nothing' });
  await expect(db.ready()).rejects.toMatchObject({ code: 'unavailable' });
  await expect(db.write(async () => 1)).rejects.toMatchObject({ code: 'unavailable' });
  await expect(listAllCompanies(db.read)).rejects.toMatchObject({ code: 'unavailable' });
  await db.close();
});
