import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { insertRows, listAllCompanies, openDatabase } from '@itinera/db';
import { expect, onTestFinished, test } from 'vitest';
import { spyOnConnections } from '../../helpers/sqlite-connections.ts';
import { makeTarget } from './stores.ts';
import { morning, newId } from './town.ts';

async function makeFile(): Promise<string> {
  const { target, drop } = await makeTarget('sqlite');
  onTestFinished(drop);
  if (!('file' in target)) throw new Error('no file');
  return target.file;
}

test('better-sqlite3 alone opens an existing WAL file at synchronous=NORMAL (control: the trap is real)', async () => {
  const file = await makeFile();
  const first = new Sqlite(file);
  first.pragma('journal_mode = WAL');
  first.exec('CREATE TABLE t (x)');
  first.close();
  const second = new Sqlite(file);
  expect(second.pragma('synchronous', { simple: true })).toBe(1);
  second.close();
});

test('every connection runs FULL, on a new file and on an existing one', async () => {
  const file = await makeFile();
  const levels: unknown[] = [];
  // Every connection this process opens is asked, after the store has set it up.
  for (let opening = 0; opening < 2; opening++) {
    const connections = spyOnConnections();
    const db = await openDatabase({ file });
    await db.migrate();
    await db.write((tx) => insertRows(tx, 'company', [{ id: newId(), name: 'x', createdAt: morning }]));
    for (const connection of connections.opened) {
      levels.push({
        synchronous: connection.pragma('synchronous', { simple: true }),
        journal: connection.pragma('journal_mode', { simple: true }),
        foreignKeys: connection.pragma('foreign_keys', { simple: true }),
        busyTimeout: connection.pragma('busy_timeout', { simple: true }),
        trustedSchema: connection.pragma('trusted_schema', { simple: true }),
        secureDelete: connection.pragma('secure_delete', { simple: true }),
        writes: !connection.readonly,
      });
    }
    connections.restore();
    await db.close();
  }
  const settings = {
    synchronous: 2,
    journal: 'wal',
    foreignKeys: 1,
    busyTimeout: 5000,
    trustedSchema: 0,
    secureDelete: 1,
  };
  const pair = [
    { ...settings, writes: true },
    { ...settings, writes: false },
  ];
  expect(levels).toEqual([...pair, ...pair]);
});

test('what is written over leaves the file and its log; without secure_delete it stays there (control)', async () => {
  const file = await makeFile();
  const db = await openDatabase({ file });
  await db.migrate();
  const left = (): string[] =>
    ['', '-wal'].filter((end) => existsSync(file + end) && readFileSync(file + end).includes('kanarek'));
  const { company } = db.tables;
  const rows = Array.from({ length: 50 }, () => ({
    id: newId(),
    name: 'kanarek '.repeat(20),
    createdAt: morning,
  }));
  await db.write((tx) => insertRows(tx, 'company', rows));
  expect(left()).not.toEqual([]);
  await db.write(async (tx) => void (await tx.update(company).set({ name: 'x' })));
  expect(await db.clearLog()).toBe(true);
  expect(left()).toEqual([]);
  await db.close();

  const plain = new Sqlite(file);
  plain.exec("UPDATE company SET name = 'kanarek ' || id; UPDATE company SET name = 'x'");
  plain.close();
  expect(left()).toEqual(['']);
});

test('a setting that does not hold stops the opening with its name', async () => {
  const file = await makeFile();
  const original = Sqlite.prototype.pragma;
  // As on a build or a file system that takes the statement and does nothing.
  Sqlite.prototype.pragma = function (this: Sqlite.Database, source: string, ...rest: never[]): unknown {
    return source.startsWith('synchronous =') ? undefined : original.call(this, source, ...rest);
  };
  try {
    await expect(openDatabase({ file })).rejects.toThrow(/runs with synchronous=1, not 2/);
  } finally {
    Sqlite.prototype.pragma = original;
  }
});

test('one process opens a file for writing once, by whatever name', async () => {
  const file = await makeFile();
  const db = await openDatabase({ file });
  expect(db.writeConnections).toBe(1);
  const link = `${file}-link`;
  symlinkSync(file, link);
  await expect(openDatabase({ file })).rejects.toMatchObject({ code: 'refused' });
  await expect(openDatabase({ file: link })).rejects.toThrow(/open already in this process/);
  await db.close();
  const again = await openDatabase({ file: link });
  expect(again.writeConnections).toBe(1);
  await again.close();
});

test('a file that is no database is refused in words', async () => {
  const file = await makeFile();
  const { writeFileSync } = await import('node:fs');
  writeFileSync(file, 'This is a letter, not a database. '.repeat(100));
  await expect(openDatabase({ file })).rejects.toMatchObject({ code: 'unavailable' });
});

test('R13 a full disk refuses the write, keeps what was there, and goes away again', async () => {
  const file = await makeFile();
  const connections = spyOnConnections();
  const db = await openDatabase({ file });
  connections.restore();
  await db.migrate();
  const writer = [...connections.opened].find(({ readonly }) => !readonly);
  const write = (name: string) =>
    db.write((tx) => insertRows(tx, 'company', [{ id: newId(), name, createdAt: morning }]));
  await write('before');
  const pages = writer?.pragma('page_count', { simple: true }) as number;
  writer?.pragma(`max_page_count = ${pages}`);
  await expect(write('x'.repeat(1_000_000))).rejects.toMatchObject({ code: 'full' });
  expect((await listAllCompanies(db.read)).map(({ name }) => name)).toEqual(['before']);
  writer?.pragma(`max_page_count = ${pages + 1000}`);
  await write('after');
  expect((await listAllCompanies(db.read)).map(({ name }) => name)).toEqual(['before', 'after']);
  await db.close();
});

test('another process that holds the lock makes a write busy, and the next one works', async () => {
  const file = await makeFile();
  const connections = spyOnConnections();
  const db = await openDatabase({ file });
  connections.restore();
  await db.migrate();
  for (const connection of connections.opened) connection.pragma('busy_timeout = 50');
  const other = new Sqlite(file);
  other.exec('BEGIN IMMEDIATE');
  await expect(db.write(async () => 1)).rejects.toMatchObject({ code: 'busy' });
  other.exec('ROLLBACK');
  other.close();
  expect(await db.write(async () => 1)).toBe(1);
  await db.close();
});
