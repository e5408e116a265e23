import { statSync, truncateSync, writeFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '@itinera/db';
import { spyOnConnections } from '../helpers/sqlite-connections.ts';
import Sqlite from 'better-sqlite3';
import { form, json, type Answer } from './ask.ts';
import { canariesIn, mayRead } from './canaries.ts';
import { pathOf } from './portal-routes.ts';
import type { Tenant, Unit } from './tenants.ts';
import { openTown, type Town } from './town.ts';
import { triedEngines } from './tried-engines.ts';

/*
 * A store that is locked or gone: both applications fail closed, in words, with the number of the error, and say the same of
 * everybody.
 */

describe.each(triedEngines)('a store on %s that is away', (engine) => {
  let town: Town;
  let here: Unit;
  let connections: ReturnType<typeof spyOnConnections>;
  let origin: string;
  beforeAll(async () => {
    connections = spyOnConnections();
    town = await openTown(engine);
    connections.restore();
    // How long a write waits is not what is looked at here; with SQLite everything waits with it.
    for (const one of connections.opened) if (one.open) one.pragma('busy_timeout = 50');
    [here] = town.units;
    origin = `http://${here.slug}.portal.example.test`;
  });
  afterAll(() => town.close().catch(() => undefined));

  const known = () => `person-0@${here.slug}.example`;
  const cookie = () => here.tenants[0]!.cookie;
  const visit = () => pathOf('/visits/[id]', { unit: here, tenant: here.tenants[0]! });
  const office = (body: object) => town.backoffice('POST', '/api/v1/sign-in', json(body));
  const cancel = () =>
    town.portal(here)(
      'POST',
      `${visit()}/cancel`,
      form(origin, { reason: 'other', details: 'd', key: 'k' }, cookie()),
    );

  /** Writes that anybody may ask for: somebody's who is known, then the same of somebody's who is not. */
  const asked = (): Record<string, [Promise<Answer>, Promise<Answer>]> => {
    const identify = (identifier: string) =>
      town.portal(here)('POST', '/sign-in', form(origin, { identifier }));
    const password = 'a password of nobody';
    return {
      'a code': [identify(known()), identify('nobody@example.com')],
      'a password': [
        office({ email: `administrator@${here.slug}.example`, password }),
        office({ email: 'nobody@example.com', password }),
      ],
    };
  };

  /** Without what is different in every answer. */
  function told({ status, headers, body }: Answer): object {
    const { date: _, 'x-request-id': __, etag: ___, ...rest } = headers;
    const plain = (text: string) =>
      text
        .replaceAll(/[0-9a-f]{8}(-[0-9a-f-]{27})?/g, '<number>')
        .replaceAll(/nonce(-|=")[\w+/=]+/g, '<nonce>')
        .replaceAll(/__sveltekit_\w+/g, '<kit>');
    return { status, headers: plain(JSON.stringify(rest)), body: plain(body) };
  }

  function isToldWell(answer: Answer, what: string, whose: Tenant | null = null): void {
    expect(answer.status, what).toBe(503);
    expect(Number(answer.headers['retry-after']), what).toBeGreaterThan(0);
    expect(answer.headers['set-cookie'], what).toBeUndefined();
    expect(answer.headers, what).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    // The company may be named while it can be read.
    const strange = canariesIn(answer).filter((canary) => !mayRead(here, whose)(canary));
    expect(strange, what).toEqual([]);
    const { body } = answer;
    expect(body, what).not.toMatch(/SQLITE|sqlite|postgres|select |relation |[A-Za-z]Error|at .+\.[jt]s/);
    if (answer.headers['content-type']?.startsWith('text/html')) {
      expect(body, what).toContain('We cannot answer at the moment');
      expect(body, what).toMatch(/Number of this error: [0-9a-f]{8}/);
      expect(body, what).toMatch(/<html lang="en">/);
    } else
      expect(JSON.parse(body), what).toMatchObject({
        code: 'unavailable',
        errorId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      });
  }

  async function sameForAll(): Promise<void> {
    for (const [what, pair] of Object.entries(asked())) {
      const [one, other] = await Promise.all(pair);
      isToldWell(one, what);
      expect(told(other), what).toEqual(told(one));
    }
  }

  test('while it is locked nothing is written or promised, and afterwards everything goes on', async () => {
    const unlock = await locked(town, engine);
    await sameForAll();
    isToldWell(await cancel(), 'a visit canceled', here.tenants[0]);
    await unlock();
    expect((await cancel()).status, 'the control').toBe(303);
    town.clock.advance(3600);
    const pairs = await Promise.all(Object.values(asked()).map((pair) => Promise.all(pair)));
    const statuses = pairs.map((pair) => pair.map(({ status }) => status));
    expect(statuses, 'the control').toEqual([
      [303, 303],
      [401, 401],
    ]);
  }, 120_000);

  test('when it is gone nobody is let in, who was signed in neither, and the process lives', async () => {
    expect(
      (await town.portal(here)('GET', visit(), { headers: { cookie: cookie() } })).status,
      'the control',
    ).toBe(200);
    const back = await gone(town, connections.opened);
    await sameForAll();
    for (const headers of [{ cookie: '' }, { cookie: cookie() }]) {
      for (const path of ['/', '/sign-in', visit()])
        isToldWell(await town.portal(here)('GET', path, { headers }), path);
      const italian = await town.portal(here)('GET', '/', {
        headers: { ...headers, 'accept-language': 'it' },
      });
      expect(italian.body).toContain('<html lang="it">');
    }
    const me = await town.backoffice('GET', '/api/v1/me', { headers: { cookie: here.staff.administrator } });
    isToldWell(me, 'the staff session');
    for (const ask of [town.portal(here), town.backoffice]) {
      expect((await ask('GET', '/healthz')).status).toBe(200);
      expect((await ask('GET', '/readyz')).status).toBe(503);
    }
    if (!back) return;
    await back();
    expect((await town.portal(here)('GET', visit(), { headers: { cookie: cookie() } })).status).toBe(200);
  }, 120_000);
});

/** Another process that holds what every write needs; lets go by what it returns. */
async function locked({ target }: Town, engine: Engine): Promise<() => Promise<void>> {
  if ('file' in target) {
    const other = new Sqlite(target.file);
    other.exec('BEGIN IMMEDIATE');
    return async () => {
      other.exec('ROLLBACK');
      other.close();
    };
  }
  expect(engine).toBe('postgres');
  const client = new pg.Client(target.url);
  await client.connect();
  await client.query('BEGIN');
  await client.query(
    'LOCK TABLE sign_in_challenge, sign_in_identifier, attempt_limit, intervention IN EXCLUSIVE MODE',
  );
  return async () => {
    await client.query('ROLLBACK');
    await client.end();
  };
}

/** Takes the database away under its users; PostgreSQL's comes back by what is returned. */
async function gone(
  { target }: Town,
  connections: ReadonlySet<Sqlite.Database>,
): Promise<(() => Promise<void>) | null> {
  if ('file' in target) {
    writeFileSync(target.file, Buffer.alloc(statSync(target.file).size, 'no store '));
    truncateSync(`${target.file}-wal`, 0);
    for (const one of connections) if (one.open) one.pragma('shrink_memory');
    return null;
  }
  const url = new URL(target.url);
  const name = url.pathname.slice(1);
  url.pathname = '/postgres';
  const admin = async (...statements: string[]) => {
    const client = new pg.Client(url.href);
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };
  await admin(
    `ALTER DATABASE "${name}" WITH ALLOW_CONNECTIONS false`,
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`,
  );
  return () => admin(`ALTER DATABASE "${name}" WITH ALLOW_CONNECTIONS true`);
}
