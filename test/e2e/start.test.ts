import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { createDatabase } from '../helpers/postgres.ts';

const root = join(import.meta.dirname, '../..');
const data = mkdtempSync(join(tmpdir(), 'itinera-start-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

const [portal, backoffice, mailbox] = await freePorts(3);
const chosen = [
  ['--data', data],
  ['--portal-port', String(portal)],
  ['--backoffice-port', String(backoffice)],
  ['--mailbox-port', String(mailbox)],
].flat();

const unset = Object.fromEntries(
  ['NODE_ENV', 'VITEST', 'DATABASE_URL', 'SQLITE_FILE', 'SMTP_URL', 'OSRM_URL', 'TRUSTED_PROXIES'].map(
    (name) => [name, ''],
  ),
);

/** Starts the system as `npm start` does; `line` waits for a line of its output. */
function start(args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['scripts/bootstrap.mjs', 'start', ...args], {
    cwd: root,
    // Neither what a test run sets for itself nor what this machine has set for another store.
    env: { ...process.env, ...unset, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  const keep = (chunk: Buffer) => (output += chunk.toString('utf8'));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, output }));
  const line = async (text: string) => {
    await Promise.race([expect.poll(() => output, { timeout: 100_000 }).toContain(text), ended]);
    expect(output).toContain(text);
    return output;
  };
  return { child, ended, line };
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports: number[] = [];
  for (const server of servers) {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ports.push((server.address() as AddressInfo).port);
  }
  for (const server of servers) await new Promise((resolve) => server.close(resolve));
  return ports;
}

const status = async (port: number | undefined, path: string) =>
  (await fetch(`http://127.0.0.1:${port}${path}`)).status;

test('a first start makes the demo and answers; told to stop, it ends with 0 although a client stays connected', async () => {
  const { child, ended, line } = start(chosen);
  const output = await line('Ctrl-C stops it');
  for (const port of [portal, backoffice, mailbox]) expect(output).toContain(`http://localhost:${port}`);
  expect(await status(portal, '/sign-in')).toBe(200);
  expect([await status(portal, '/readyz'), await status(backoffice, '/readyz')]).toEqual([200, 200]);
  expect(await status(mailbox, '/mails.json')).toBe(200);

  const agent = new Agent({ keepAlive: true });
  await new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port: portal, path: '/healthz', agent }, (response) => {
      response.resume().on('end', resolve);
    }).on('error', reject);
  });
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
  agent.destroy();
});

test('a second start prints the same accounts, which only their owner may read', async () => {
  const file = join(data, 'demo-accounts.json');
  const { staff } = JSON.parse(readFileSync(file, 'utf8')) as {
    staff: { email: string; password: string }[];
  };
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const { child, ended, line } = start(chosen);
  const output = await line('Ctrl-C stops it');
  expect(staff.length).toBeGreaterThan(0);
  for (const { email, password } of staff) expect(output).toMatch(new RegExp(`${email} +${password}`));
  expect(output).not.toContain('Making the demo');

  const again = await start(chosen).ended;
  expect(again.code).toBe(1);
  expect(again.output).toMatch(
    /^Itinera does not run: Port \d+ for the portal is taken .*--portal-port <n>\.\n$/,
  );

  child.kill('SIGINT');
  expect((await ended).code).toBe(0);
  // The store is whole and closed: nothing is left to be written into it.
  expect(existsSync(join(data, 'demo.sqlite-wal'))).toBe(false);
});

// The same demo on the other store: the long version's.
if (process.env['ITINERA_FULL'])
  test('an empty PostgreSQL gets the demo too, once; a second start has the same accounts', async () => {
    const database = await createDatabase();
    const env = { DATABASE_URL: database.url };
    const first = start(chosen, env);
    const output = await first.line('Ctrl-C stops it');
    expect(output).toContain('Making the demo');
    const account = /ada@staff\.example +[a-z-]+/.exec(output)?.[0] ?? 'none';
    expect(await status(portal, '/readyz')).toBe(200);
    first.child.kill('SIGTERM');
    expect((await first.ended).code).toBe(0);

    const second = start(chosen, env);
    const again = await second.line('Ctrl-C stops it');
    expect(again).not.toContain('Making the demo');
    expect(again).toContain(account);
    second.child.kill('SIGTERM');
    expect((await second.ended).code).toBe(0);
    await database.drop();
  });

test.each<[string, string[], Record<string, string>, RegExp]>([
  ['an unknown option', ['--colour'], {}, /Unknown option '--colour'/],
  ['a malformed address', [], { OSRM_URL: 'router' }, /OSRM_URL must be an address/],
  ['two stores', [], { SQLITE_FILE: 'a', DATABASE_URL: 'postgres://h/d' }, /exclude each other/],
  ['a store that is not there', [], { DATABASE_URL: 'postgres://127.0.0.1:1/none' }, /cannot be reached/],
  [
    'production without secrets',
    [],
    { NODE_ENV: 'production' },
    /ITINERA_SECRET.* must be set in production/,
  ],
])('%s stops the start in one line', async (_, args, env, line) => {
  const { code, output } = await start([...chosen, ...args], env).ended;
  expect(code).toBe(1);
  expect(output).toMatch(/^Itinera does not run: [^\n]*\n$/);
  expect(output).toMatch(line);
});
