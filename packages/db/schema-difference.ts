import {
  generateDrizzleJson,
  generateMigration,
  generateSQLiteDrizzleJson,
  generateSQLiteMigration,
} from 'drizzle-kit/api';
import { postgresTables, sqliteTables } from './src/schema/tables.ts';

export type Engine = 'sqlite' | 'postgres';

/** Where drizzle-kit's picture of the tables after the last generated migration is kept. */
export function snapshotFile(engine: Engine): URL {
  return new URL(`./migrations/${engine}/snapshot.json`, import.meta.url);
}

/**
 * The statements that lead from a snapshot (its JSON text, null for an empty database) to the tables in the code,
 * and the snapshot after them. For the migration generator and the test that nothing is left ungenerated only:
 * drizzle-kit is a development dependency.
 */
export async function nextMigration(
  engine: Engine,
  previous: string | null,
): Promise<{ statements: string[]; current: unknown }> {
  if (engine === 'sqlite') {
    const before = previous === null ? await generateSQLiteDrizzleJson({}) : JSON.parse(previous);
    const current = await generateSQLiteDrizzleJson(sqliteTables, before.id);
    return { statements: await generateSQLiteMigration(before, current), current };
  }
  const before = previous === null ? generateDrizzleJson({}) : JSON.parse(previous);
  const current = generateDrizzleJson(postgresTables, before.id);
  const statements = await generateMigration(before, current);
  // Tables are found by the connection's search path, whatever the schema is called.
  return { statements: statements.map((statement) => statement.replaceAll('"public".', '')), current };
}
