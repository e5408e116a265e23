import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openDatabase, listAllCompanies } from '@itinera/db';
import { expect, test } from 'vitest';
import { makeTarget, sql } from './stores.ts';

const manyRounds = process.env['ITINERA_FULL'] ? 200 : 4;

/** Kills a process that writes without pause, again and again, and counts what it acknowledged and what is there. */
async function killAndCount(acknowledge: 'after' | 'before', rounds: number) {
  const { target, drop } = await makeTarget('sqlite');
  if (!('file' in target)) throw new Error('no file');
  const acknowledged: string[] = [];
  for (let round = 0; round < rounds; round++) {
    const writer = spawn(
      process.execPath,
      [new URL('./writer.ts', import.meta.url).pathname, target.file, String(round), acknowledge],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let printed = '';
    writer.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.length > 300 + 40 * round && !writer.killed) writer.kill('SIGKILL');
    });
    await once(writer, 'close');
    expect(writer.signalCode).toBe('SIGKILL');
    acknowledged.push(...printed.split('\n').slice(0, -1));
  }
  const db = await openDatabase(target);
  const names = new Set((await listAllCompanies(db.read)).map(({ name }) => name));
  await db.close();
  expect(await sql(target, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  await drop();
  return { acknowledged: acknowledged.length, lost: acknowledged.filter((name) => !names.has(name)).length };
}

test('R5 what was acknowledged before a SIGKILL is there afterwards', async () => {
  const { acknowledged, lost } = await killAndCount('after', manyRounds);
  expect(acknowledged).toBeGreaterThan(manyRounds * 10);
  expect(lost).toBe(0);
}, 600_000);

test('R5 acknowledging before the write would lose some (control)', async () => {
  expect((await killAndCount('before', 2)).lost).toBeGreaterThan(0);
});
