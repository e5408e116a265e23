import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testClock, testConfig, testMailer } from '../../../test/fixtures/small-company.ts';
import { ConfigError } from './config.ts';
import { contextOf, createCore } from './create-core.ts';
import { createMailbox } from './notifications/mailbox.ts';
import { passwordCost } from './outside/password-cost.ts';
import { ItineraError } from './shared/errors.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'itinera-create-core-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const logger = pino({ level: 'silent' });
const file = () => ({ engine: 'sqlite', file: join(folder, 'itinera.sqlite') }) as const;

test('a core without a way for mail to leave is a fault of configuration', async () => {
  await expect(createCore(testConfig(file()), { logger })).rejects.toThrow(ConfigError);
});

test('a store that cannot be opened is unavailable, with its cause', async () => {
  const nowhere = { engine: 'sqlite', file: join(folder, 'no', 'such', 'folder', 'itinera.sqlite') } as const;
  const outside = { mailer: testMailer(), logger };
  await expect(createCore(testConfig(nowhere), outside)).rejects.toMatchObject({
    code: 'unavailable',
    cause: expect.objectContaining({ name: 'DbError' }) as Error,
  });
  const noServer = { engine: 'postgres', url: 'postgres://nobody@127.0.0.1:1/itinera' } as const;
  await expect(createCore(testConfig(noServer), outside)).rejects.toThrow(ItineraError);
});

test('one process opens one core on a file, and can open it again when it was closed', async () => {
  const outside = { mailer: testMailer(), logger, clock: testClock() };
  const core = await createCore(testConfig(file()), outside);
  expect(contextOf(core).passwordCost, 'what nobody asks to be cheaper').toEqual(passwordCost);
  expect(contextOf(core).db.writeConnections).toBe(1);
  await expect(createCore(testConfig(file()), outside)).rejects.toMatchObject({ code: 'unavailable' });
  await core.ready();
  await core.close();
  await expect(core.ready()).rejects.toMatchObject({ code: 'unavailable' });
  const again = await createCore(testConfig(file()), outside);
  // The recurring jobs are there once: one of ten seconds, two of a minute, one of an hour.
  expect(await again.jobs.runDue('test')).toBe(4);
  expect(await again.jobs.runDue('test')).toBe(0);
  outside.clock.advance(60);
  expect(await again.jobs.runDue('test')).toBe(3);
  outside.clock.advance(3600);
  expect(await again.jobs.runDue('test')).toBe(4);
  await again.close();
});

test('the development mailbox keeps the last mails, newest first, each once', async () => {
  const mailbox = createMailbox(3, testClock(1000));
  for (const n of [1, 2, 2, 3, 4])
    await mailbox.send({ to: `p${n}@example.com`, subject: `s${n}`, text: 't', messageId: `<${n}@x>` });
  expect(mailbox.list().map((mail) => [mail.to, mail.at, mail.html])).toEqual([
    ['p4@example.com', 1000, null],
    ['p3@example.com', 1000, null],
    ['p2@example.com', 1000, null],
  ]);
});
