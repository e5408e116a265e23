import * as drizzleKit from 'drizzle-kit/api';
import { postgresTables, sqliteTables } from './src/schema/tables.ts';

export type Engine = 'sqlite' | 'postgres';

/** drizzle-kit's picture of the tables. */
interface Snapshot {
  id: string;
}

/** What is used of drizzle-kit, whose own types lean on packages that are not here. */
const kit = drizzleKit as unknown as {
  generateSQLiteDrizzleJson(tables: object, previousId?: string): Promise<Snapshot>;
  generateSQLiteMigration(before: Snapshot, after: Snapshot): Promise<string[]>;
  generateDrizzleJson(tables: object, previousId?: string): Snapshot;
  generateMigration(before: Snapshot, after: Snapshot): Promise<string[]>;
};

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
): Promise<{ statements: string[]; current: Snapshot }> {
  const parsed = previous === null ? null : (JSON.parse(previous) as Snapshot);
  if (engine === 'sqlite') {
    const before = parsed ?? (await kit.generateSQLiteDrizzleJson({}));
    const current = await kit.generateSQLiteDrizzleJson(sqliteTables, before.id);
    return { statements: await kit.generateSQLiteMigration(before, current), current };
  }
  const before = parsed ?? kit.generateDrizzleJson({});
  const current = kit.generateDrizzleJson(postgresTables, before.id);
  const statements = await kit.generateMigration(before, current);
  // Tables are found by the connection's search path, whatever the schema is called.
  return { statements: statements.map((statement) => statement.replaceAll('"public".', '')), current };
}
