import Sqlite from 'better-sqlite3';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StartError } from './settings.ts';

/**
 * Takes a store in a file for this process alone, by a lock that the operating system drops when the process ends,
 * however it ends: a lock on an empty SQLite file beside the store.
 * @returns how to give it back
 * @throws StartError when another process has it
 */
export function takeStore(file: string): () => void {
  mkdirSync(dirname(file), { recursive: true });
  const lock = new Sqlite(`${file}.lock`, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (!isCode(error, 'SQLITE_BUSY')) throw error;
    throw new StartError(
      `${file} is in use by another Itinera: stop it, or choose another folder with --data <folder>.`,
    );
  }
  return () => void lock.close();
}

/** The secret of a development machine: random, made once, readable by its owner only. */
export function developmentSecret(data: string): string {
  const file = join(data, 'development-secret');
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error;
    const secret = randomBytes(32).toString('hex');
    mkdirSync(data, { recursive: true });
    writeFileSync(file, `${secret}\n`, { mode: 0o600 });
    return secret;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
