import { readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import pg from 'pg';
import { expect, test } from 'vitest';
import { launchBrowser } from '../helpers/browser.ts';
import { createDatabase, createMigratedDatabase, type TestDatabase } from '../helpers/postgres.ts';
import { removeLeftovers } from '../helpers/postgres-leftovers.ts';
import { startSmtpSink } from '../helpers/smtp-sink.ts';
import { temporaryTree } from '../helpers/temporary-tree.ts';

test('a test database is a real PostgreSQL with exclusion constraints over time', async () => {
  const database = await createDatabase();
  const client = new pg.Client(database.url);
  await client.connect();
  try {
    const version = await client.query<{ server_version: string }>('SHOW server_version');
    expect(version.rows[0]?.server_version).toMatch(/^18\./);
    await client.query('CREATE EXTENSION btree_gist');
    await client.query(
      'CREATE TABLE visit (technician text, during tstzrange, EXCLUDE USING gist (technician WITH =, during WITH &&))',
    );
    const insert = (technician: string, from: string, to: string) =>
      client.query('INSERT INTO visit VALUES ($1, tstzrange($2, $3))', [technician, from, to]);
    await insert('a', '2026-03-02T08:00Z', '2026-03-02T09:00Z');
    await insert('a', '2026-03-02T09:00Z', '2026-03-02T10:00Z');
    await insert('b', '2026-03-02T08:30Z', '2026-03-02T09:30Z');
    await expect(insert('a', '2026-03-02T08:30Z', '2026-03-02T09:30Z')).rejects.toMatchObject({
      code: '23P01',
    });
  } finally {
    await client.end();
    await database.drop();
  }
  await expect(new pg.Client(database.url).connect()).rejects.toMatchObject({ code: '3D000' });
});

test('folders of servers that are gone are removed, those of living and starting ones are not', () => {
  const parent = temporaryTree({
    'pg-gone/data/postmaster.pid': '2147483646\n',
    'pg-living/data/postmaster.pid': `${process.pid}\n`,
    'pg-starting/data/PG_VERSION': '18\n',
    'other/data/PG_VERSION': '18\n',
  });
  const anHourAgo = new Date(Date.now() - 3_600_000);
  for (const name of ['pg-gone', 'pg-living', 'other']) utimesSync(join(parent, name), anHourAgo, anHourAgo);
  removeLeftovers(parent, 'pg-');
  expect(readdirSync(parent).sort()).toEqual(['other', 'pg-living', 'pg-starting']);
});

test('two test databases share nothing', async () => {
  const [one, two] = await Promise.all([createDatabase(), createDatabase()]);
  const clients = [new pg.Client(one.url), new pg.Client(two.url)] as const;
  await Promise.all(clients.map((client) => client.connect()));
  await clients[0].query('CREATE TABLE mark ()');
  await expect(clients[1].query('SELECT * FROM mark')).rejects.toMatchObject({ code: '42P01' });
  await Promise.all(clients.map((client) => client.end()));
  await Promise.all([one.drop(), two.drop()]);
});

test('a migrated database is given again when its test is done, empty, unless its structure was changed', async () => {
  const ask = async <T extends object>({ url }: TestDatabase, statement: string) => {
    const client = new pg.Client(url);
    await client.connect();
    const { rows } = await client.query<T>(statement);
    await client.end();
    return rows;
  };
  const full = async (database: TestDatabase) => {
    const tables = await ask<{ name: string }>(
      database,
      "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'",
    );
    const counts = tables.map(({ name }) => `SELECT '${name}' AS name, count(*)::int AS n FROM ${name}`);
    const rows = await ask<{ name: string; n: number }>(database, counts.join(' UNION ALL '));
    return rows.filter(({ n }) => n > 0).map(({ name }) => name);
  };
  const first = await createMigratedDatabase();
  expect(await full(first), 'migrations write no rows but their own').toEqual(['schema_migration']);
  await ask(
    first,
    "INSERT INTO company (id, name, created_at) VALUES (gen_random_uuid(), 'Left behind', now())",
  );
  expect(await full(first)).toContain('company');
  await first.drop();
  const again = await createMigratedDatabase();
  expect(again.url).toBe(first.url);
  expect(await full(again)).toEqual(['schema_migration']);
  await ask(again, 'ALTER TABLE company DROP CONSTRAINT company_pkey CASCADE');
  await again.drop();
  const other = await createMigratedDatabase();
  expect(other.url).not.toBe(first.url);
  await other.drop();
  await expect(new pg.Client(first.url).connect(), 'the changed one is gone').rejects.toMatchObject({
    code: '3D000',
  });
});

test('Chromium renders text, runs scripts and draws WebGL', async () => {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 360, height: 640 } });
    await page.setContent('<h1 style="font: 30px sans-serif; display: inline">Itinera</h1>');
    expect(await page.getByRole('heading', { name: 'Itinera' }).isVisible()).toBe(true);
    // Without a font every letter has the same width or none.
    const width = (text: string) =>
      page.evaluate((word) => {
        const heading = document.querySelector('h1');
        if (heading) heading.textContent = word;
        return heading?.getBoundingClientRect().width ?? 0;
      }, text);
    expect(await width('WWWW')).toBeGreaterThan(1.5 * (await width('iiii')));
    const webgl = () => document.createElement('canvas').getContext('webgl2') !== null;
    expect(await page.evaluate(webgl)).toBe(true);
  } finally {
    await browser.close();
  }
});

test('the SMTP sink catches mails decoded, and refuses when told to', async () => {
  const sink = await startSmtpSink();
  const transport = createTransport(sink.url);
  const mail = {
    from: 'Itinera <no-reply@itinera.invalid>',
    to: 'anna@example.invalid',
    subject: 'Il Suo codice è 042 137 – perché no',
    text: 'Codice: 042137\nÈ valido per dieci minuti = finché basta.\n'.repeat(4),
    html: '<p>Codice: <b>042137</b> è</p>',
  };
  await transport.sendMail(mail);
  const caught = await sink.waitFor((one) => one.to.includes('anna@example.invalid'));
  expect({ subject: caught.subject, text: caught.text, html: caught.html, from: caught.from }).toEqual({
    subject: mail.subject,
    text: mail.text.trimEnd(),
    html: mail.html,
    from: 'no-reply@itinera.invalid',
  });
  sink.refuse({ code: 451, message: 'come back later' });
  await expect(transport.sendMail(mail)).rejects.toMatchObject({ responseCode: 451 });
  expect(sink.mails).toHaveLength(1);
  await expect(sink.waitFor(() => false, 20)).rejects.toThrow(/1 mails arrived/);
  transport.close();
  await sink.stop();
});
