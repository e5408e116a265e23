import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@itinera/db';

let made: Promise<string> | undefined;

/** Writes a migrated SQLite store with nothing in it to `file`: a copy of one that each process makes once. */
export async function copyMigratedSqlite(file: string): Promise<void> {
  copyFileSync(await (made ??= make()), file);
}

async function make(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'itinera-migrated-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'store.sqlite');
  const db = await openDatabase({ file });
  await db.migrate();
  await db.close();
  return file;
}
