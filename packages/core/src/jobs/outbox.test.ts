import { addJobs } from '@itinera/db';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  makeSmallCompany,
  openTestCore,
  type SmallCompany,
  type TestCore,
} from '../../../../test/fixtures/small-company.ts';
import { startSmtpSink, type SmtpSink } from '../../../../test/helpers/smtp-sink.ts';
import type { Context } from '../context.ts';
import { contextOf } from '../create-core.ts';
import { render } from '../notifications/content.ts';
import { queueMessage } from '../notifications/queue-message.ts';
import { smtpMailer } from '../notifications/smtp-mailer.ts';
import { retryDelay } from './backoff.ts';
import { describeFailure } from './describe-failure.ts';
import { runDue } from './run-due.ts';

let town: TestCore;
let small: SmallCompany;
let ctx: Context;
let sink: SmtpSink;

beforeEach(async () => {
  sink = await startSmtpSink();
  town = await openTestCore();
  small = await makeSmallCompany(town.core);
  ctx = contextOf(town.core);
});
afterEach(async () => {
  await town.close();
  await sink.stop();
});

const queue = (
  tx: Parameters<typeof queueMessage>[1],
  dedupeKey: string,
  recipient = `${dedupeKey}@example.com`,
) =>
  queueMessage(ctx, tx, {
    businessUnitId: small.businessUnitId,
    kind: 'booking-confirmed',
    recipient,
    language: 'en',
    content: render({ subject: `About ${dedupeKey}`, intro: 'Words' }),
    validIf: { kind: 'always' },
    dedupeKey,
  });

async function drain(context: Context): Promise<void> {
  while ((await runDue(context, 'worker')) > 0);
}

test('R8 a change that is rolled back leaves no message; one that is committed leaves one', async () => {
  await expect(
    ctx.db.write(async (tx) => {
      await queue(tx, 'rolled-back');
      throw new Error('changed my mind');
    }),
  ).rejects.toThrow('changed my mind');
  await ctx.db.write((tx) => queue(tx, 'committed'));
  await drain(ctx);
  expect(town.mailer.sent.map((mail) => mail.to)).toEqual(['committed@example.com']);
});

test('R8 the second message under one key is dropped, also after the first has left', async () => {
  await ctx.db.write((tx) => queue(tx, 'once'));
  await ctx.db.write((tx) => queue(tx, 'once'));
  await drain(ctx);
  await ctx.db.write((tx) => queue(tx, 'once'));
  await drain(ctx);
  expect(town.mailer.sent).toHaveLength(1);
});

test('R8 a server that fails three times in ten, half of them after it took the mail: nothing lost, duplicates are its own', async () => {
  const messages = process.env['ITINERA_FULL'] === '1' ? 2000 : 200;
  const real = smtpMailer({ url: sink.url, from: 'Itinera <no-reply@itinera.test>' });
  let calls = 0;
  let afterTaking = 0;
  const flaky: Context = {
    ...ctx,
    mailer: {
      async send(mail) {
        calls += 1;
        if (calls % 20 < 3) throw new Error('refused');
        await real.send(mail);
        if (calls % 20 < 6) {
          afterTaking += 1;
          throw new Error('timed out after the mail was taken');
        }
      },
    },
  };
  await ctx.db.write(async (tx) => {
    for (let n = 0; n < messages; n += 1) await queue(tx, `person-${n}`);
  });
  for (let round = 0; round < 20; round += 1) {
    await drain(flaky);
    town.clock.advance(3600);
  }
  const perPerson = new Map<string, Set<string>>();
  for (const mail of sink.mails)
    for (const to of mail.to)
      perPerson.set(to, (perPerson.get(to) ?? new Set()).add(mail.headers.get('message-id') ?? ''));
  expect(perPerson.size).toBe(messages);
  expect([...perPerson.values()].every((ids) => ids.size === 1)).toBe(true);
  expect(afterTaking).toBeGreaterThan(0);
  expect(sink.mails).toHaveLength(messages + afterTaking);
}, 300_000);

test('S45 a recipient, a subject and a name with header tricks reach one person with no header more', async () => {
  await ctx.db.write(async (tx) => {
    await queueMessage(ctx, tx, {
      businessUnitId: small.businessUnitId,
      kind: 'booking-confirmed',
      recipient: 'mario@example.com',
      language: 'en',
      content: render({
        subject: 'Visit\r\nBcc: victim@example.com',
        hello: 'Hello\r\n.\r\nMAIL FROM:<x@example.com>',
        intro: 'Words\r\n.\r\nmore',
      }),
      validIf: { kind: 'always' },
      dedupeKey: 'tricks',
    });
  });
  await drain({ ...ctx, mailer: smtpMailer({ url: sink.url, from: 'Itinera <no-reply@itinera.test>' }) });
  expect(sink.mails).toHaveLength(1);
  const [mail] = sink.mails;
  expect(mail?.to).toEqual(['mario@example.com']);
  expect(mail?.from).toBe('no-reply@itinera.test');
  expect(mail?.headers.has('bcc')).toBe(false);
  expect(mail?.subject).toBe('Visit Bcc: victim@example.com');
  expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
  expect(mail?.headers.get('message-id')).toMatch(/^<[0-9a-f-]{36}@portal\.example\.test>$/);
});

test('a mail goes over SMTP with what is attached to it', async () => {
  const content = Buffer.from('%PDF-1.4 of a report');
  await smtpMailer({ url: sink.url, from: 'Itinera <no-reply@itinera.test>' }).send({
    ...{ to: 'mario@example.com', subject: 'Report', text: 'Words', messageId: '<a@b.test>' },
    attachments: [{ name: 'Rapporto è qui.pdf', type: 'application/pdf', content }],
  });
  const [mail] = sink.mails;
  expect(mail?.text.trim()).toBe('Words');
  expect(mail?.raw).toContain('Content-Type: application/pdf');
  expect(mail?.raw).toContain(content.toString('base64'));
  expect(mail?.raw).toContain("filename*0*=utf-8''Rapporto%20%C3%A8%20qui.pdf");
});

test('a kind of job that this version does not know is left for one that does', async () => {
  const now = ctx.clock.now();
  const job = { id: ctx.ids.newId(), kind: 'of-the-future', payload: {}, runAt: now, createdAt: now };
  await ctx.db.write((tx) => addJobs(tx, [job]));
  await drain(ctx);
  const { job: table } = ctx.db.tables;
  const rows = await ctx.db.read
    .select({ kind: table.kind, state: table.state, attempts: table.attempts })
    .from(table);
  expect(rows).toContainEqual({ kind: 'of-the-future', state: 'waiting', attempts: 0 });
});

test('the delays double from five seconds to an hour', () => {
  expect([1, 2, 3, 10, 11, 20].map(retryDelay)).toEqual([5, 10, 20, 2560, 3600, 3600]);
});

test('what is kept of a mail server’s refusal holds no address', () => {
  const error = Object.assign(new Error('550 5.1.1 <mario@example.com>: unknown'), {
    code: 'EENVELOPE',
    responseCode: 550,
    command: 'RCPT TO',
  });
  expect(describeFailure(error)).toBe('Error EENVELOPE 550 RCPT TO');
  expect(describeFailure(new TypeError('no such thing'))).toBe('TypeError: no such thing');
  expect(describeFailure('x')).toBe('unknown failure');
});
