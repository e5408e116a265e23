import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { insertRows, listAllCompanies, openDatabase } from '@itinera/db';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { engines, makeStore, makeTarget, sql } from './stores.ts';
import { morning, newId } from './town.ts';

const firstMigration = new URL(
  '../../../packages/db/migrations/sqlite/0001_first-tables.sql',
  import.meta.url,
);

interface Shape {
  columns: string[];
  unique: string[];
  foreignKeys: string[];
}

/** Tables, columns with nullability, unique keys and foreign keys of a live SQLite file. */
async function sqliteShape(target: Parameters<typeof sql>[0]): Promise<Shape> {
  const tables = (
    await sql<{ name: string }>(
      target,
      // PostgreSQL's index of trigrams is no table.
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'customer_trigram%'",
    )
  ).map(({ name }) => name);
  const shape: Shape = { columns: [], unique: [], foreignKeys: [] };
  for (const table of tables) {
    const columns = await sql<{
      name: string;
      type: string;
      notnull: number;
      dflt_value: string | null;
      pk: number;
    }>(target, `SELECT * FROM pragma_table_info('${table}')`);
    shape.columns.push(
      ...columns.map(
        (column) =>
          `${table}.${column.name} ${column.notnull ? 'required' : 'optional'}${column.dflt_value === null ? '' : ' with default'}`,
      ),
    );
    // The number of a row is unique by itself, without an index.
    for (const { name } of columns.filter(({ pk, type }) => pk === 1 && /^integer$/i.test(type)))
      shape.unique.push(`${table}(${name})`);
    const indexes = await sql<{ name: string; unique: number; partial: number }>(
      target,
      `SELECT * FROM pragma_index_list('${table}')`,
    );
    for (const index of indexes.filter(({ unique }) => unique === 1)) {
      const parts = await sql<{ name: string }>(target, `SELECT * FROM pragma_index_info('${index.name}')`);
      shape.unique.push(
        `${table}(${parts.map(({ name }) => name).join(',')})${index.partial ? ' partial' : ''}`,
      );
    }
    const keys = await sql<{ id: number; table: string; from: string; to: string }>(
      target,
      `SELECT * FROM pragma_foreign_key_list('${table}') ORDER BY id, seq`,
    );
    for (const id of new Set(keys.map((key) => key.id))) {
      const parts = keys.filter((key) => key.id === id);
      shape.foreignKeys.push(
        `${table}(${parts.map(({ from }) => from).join(',')}) -> ${parts[0]?.table}(${parts.map(({ to }) => to).join(',')})`,
      );
    }
  }
  return sorted(shape);
}

/** The same of a live PostgreSQL database. */
async function postgresShape(target: Parameters<typeof sql>[0]): Promise<Shape> {
  const columns = await sql<{ it: string }>(
    target,
    `SELECT table_name || '.' || column_name || CASE is_nullable WHEN 'NO' THEN ' required' ELSE ' optional' END
       || CASE WHEN column_default IS NULL THEN '' ELSE ' with default' END AS it
     FROM information_schema.columns WHERE table_schema = 'public'`,
  );
  const unique = await sql<{ it: string }>(
    target,
    `SELECT t.relname || '(' || string_agg(a.attname, ',' ORDER BY k.n) || ')'
       || CASE WHEN i.indpred IS NULL THEN '' ELSE ' partial' END AS it
     FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace s ON s.oid = t.relnamespace
     CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(attnum, n)
     JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum
     WHERE i.indisunique AND s.nspname = 'public' GROUP BY i.indexrelid, t.relname, i.indpred`,
  );
  const foreignKeys = await sql<{ it: string }>(
    target,
    `SELECT c.conrelid::regclass || '(' || string_agg(a.attname, ',' ORDER BY k.n) || ') -> '
       || c.confrelid::regclass || '(' || string_agg(b.attname, ',' ORDER BY k.n) || ')' AS it
     FROM pg_constraint c CROSS JOIN LATERAL unnest(c.conkey, c.confkey) WITH ORDINALITY AS k(own, other, n)
     JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.own
     JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = k.other
     WHERE c.contype = 'f' GROUP BY c.oid, c.conrelid, c.confrelid`,
  );
  return sorted({
    columns: columns.map(({ it }) => it),
    unique: unique.map(({ it }) => it),
    foreignKeys: foreignKeys.map(({ it }) => it),
  });
}

function sorted({ columns, unique, foreignKeys }: Shape): Shape {
  return { columns: columns.sort(), unique: unique.sort(), foreignKeys: foreignKeys.sort() };
}

test('both engines end up with the same tables, columns, unique keys and foreign keys', async () => {
  const [sqlite, postgres] = [await makeStore('sqlite'), await makeStore('postgres')];
  const [left, right] = [await sqliteShape(sqlite.target), await postgresShape(postgres.target)];
  expect(left).toEqual(right);
  expect(left.columns.length).toBeGreaterThan(250);
  expect(left.foreignKeys.length).toBeGreaterThan(40);
  await sql(postgres.target, 'ALTER TABLE customer ALTER COLUMN email SET NOT NULL');
  expect(await postgresShape(postgres.target)).not.toEqual(left);
  await Promise.all([sqlite.drop(), postgres.drop()]);
});

test.each(engines)('several processes may start together, and again later: %s', async (engine) => {
  const { target, drop } = await makeTarget(engine);
  if (engine === 'postgres') {
    const together = await Promise.all(Array.from({ length: 5 }, () => openDatabase(target)));
    await Promise.all(together.map((db) => db.migrate()));
    await Promise.all(together.map((db) => db.close()));
  }
  const db = await openDatabase(target);
  await db.migrate();
  await db.write((tx) => insertRows(tx, 'company', [{ id: newId(), name: 'kept', createdAt: morning }]));
  await db.migrate();
  expect(await listAllCompanies(db.read)).toHaveLength(1);
  const applied = await sql<{ name: string }>(target, 'SELECT name FROM schema_migration ORDER BY name');
  expect(applied.map(({ name }) => name)).toEqual(expect.arrayContaining(['0001_first-tables', '0002_belt']));
  await db.close();
  await drop();
});

test('an existing SQLite file is copied before it is changed; a new or finished one is not', async () => {
  const { target, drop } = await makeTarget('sqlite');
  if (!('file' in target)) throw new Error('no file');
  const copies = () => readdirSync(dirname(target.file)).filter((name) => name.includes('.before-'));
  const fresh = await openDatabase(target);
  await fresh.migrate();
  await fresh.migrate();
  expect(copies()).toEqual([]);
  const [journal] = await sql<{ sql: string }>(
    target,
    "SELECT sql FROM sqlite_schema WHERE name = 'schema_migration'",
  );
  await fresh.close();
  // As if all migrations but the first were new.
  rmSync(target.file);
  const older = new Sqlite(target.file);
  older.exec(readFileSync(firstMigration, 'utf8'));
  older.exec(journal?.sql ?? '');
  older.exec("INSERT INTO schema_migration (name) VALUES ('0001_first-tables')");
  older.exec(`INSERT INTO company (id, name, created_at) VALUES ('${newId()}', 'kept', ${morning})`);
  older.close();
  const db = await openDatabase(target);
  await db.migrate();
  expect(copies()).toEqual([expect.stringMatching(/^store\.sqlite\.before-0002_belt-\d+$/)]);
  const copy = { file: `${dirname(target.file)}/${copies()[0]}` };
  expect(await sql(copy, 'SELECT name FROM company')).toEqual([{ name: 'kept' }]);
  expect(await sql(copy, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  expect(
    await sql(target, "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'assignment'"),
  ).toHaveLength(2);
  await db.close();
  await drop();
});

test.each(engines)(
  'a migration that fails leaves nothing of itself, and is tried again: %s',
  async (engine) => {
    const { target, drop } = await makeTarget(engine);
    // In the way of the first one's last table.
    await sql(target, 'CREATE TABLE idempotency (x integer)');
    const db = await openDatabase(target);
    await expect(db.migrate()).rejects.toMatchObject({ name: 'DbError', code: 'failed' });
    const tables =
      engine === 'sqlite'
        ? "SELECT name FROM sqlite_schema WHERE name = 'company'"
        : "SELECT tablename FROM pg_tables WHERE tablename = 'company'";
    expect(await sql(target, tables)).toEqual([]);
    await sql(target, 'DROP TABLE idempotency');
    await db.migrate();
    expect(await sql(target, tables)).toHaveLength(1);
    await db.close();
    await drop();
  },
);

test.each(engines)(
  'R16 migrations of a newer version are left alone, a gap is refused: %s',
  async (engine) => {
    const { db, target, drop } = await makeStore(engine);
    await sql(target, "INSERT INTO schema_migration (name) VALUES ('9999_of-tomorrow')");
    await db.migrate();
    await sql(target, "DELETE FROM schema_migration WHERE name = '0001_first-tables'");
    await expect(db.migrate()).rejects.toMatchObject({ code: 'refused' });
    await expect(db.migrate()).rejects.toThrow(/0002_belt was applied, but 0001_first-tables/);
    await drop();
  },
);
