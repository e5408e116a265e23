import type { AccessScope } from '@itinera/core';
import { setUp } from '@itinera/core/set-up';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTestCore } from '../../fixtures/small-company.ts';
import { startSmtpSink, type SmtpSink } from '../../helpers/smtp-sink.ts';
import { engines } from '../db/stores.ts';
import { openPortal, type Portal } from './portal.ts';

const people = 30;
const emailOf = (n: number): string => `person${n}@example.com`;

describe.each(engines)('the outbox on %s', (engine) => {
  let portal: Portal;
  let sink: SmtpSink;
  beforeEach(async () => {
    sink = await startSmtpSink();
    portal = await openPortal(engine, { url: sink.url, from: 'Itinera <no-reply@itinera.test>' });
  });
  afterEach(async () => {
    await portal.close();
    await sink.stop();
  });

  /** Thirty known people, each asking for a code from a network of their own. */
  async function askForCodes(): Promise<void> {
    await setUp(portal.core).customers({
      businessUnitId: portal.small.businessUnitId,
      customers: Array.from({ length: people }, (_, n) => ({
        name: `Person ${n}`,
        kind: 'individual' as const,
        language: 'en' as const,
        addresses: [{ line1: 'Street 1', postalCode: '9490', city: 'Vaduz', country: 'LI' }],
        accesses: [{ name: `Person ${n}`, email: emailOf(n), language: 'en' as const }],
      })),
    });
    for (let n = 0; n < people; n += 1) await portal.request(emailOf(n), { network: `203.0.113.${n}` });
  }

  /** Epoch seconds as a literal of the engine's SQL. */
  const instant = (seconds: number): string =>
    engine === 'postgres' ? `to_timestamp(${seconds})` : String(seconds);

  const recipients = (): string[] => sink.mails.flatMap((mail) => mail.to);
  const everybody = Array.from({ length: people }, (_, n) => emailOf(n)).sort();

  test('R12 a mail server that is away delays mails and loses none', async () => {
    sink.refuse({ code: 451, message: 'come back later' });
    await askForCodes();
    await portal.deliver();
    expect(sink.mails).toEqual([]);
    expect(await portal.count('job', `state = 'waiting' AND last_error LIKE '%451%'`)).toBe(people);
    expect(await portal.count('job', `last_error LIKE '%@example.com%'`)).toBe(0);
    portal.clock.advance(5);
    await portal.deliver();
    expect(await portal.count('job', 'attempts = 2')).toBe(people);
    sink.refuse(undefined);
    portal.clock.advance(9);
    await portal.deliver();
    expect(sink.mails).toEqual([]);
    portal.clock.advance(1);
    await portal.deliver();
    expect(recipients().sort()).toEqual(everybody);
    expect(new Set(sink.mails.map((mail) => mail.headers.get('message-id'))).size).toBe(people);
    await portal.deliver();
    expect(sink.mails).toHaveLength(people);
  });

  test('R8 several workers send every message once', async () => {
    await askForCodes();
    const { clock, store } = portal;
    const smtp = { url: sink.url, from: 'Itinera <no-reply@itinera.test>' };
    const second = engine === 'postgres' ? await openTestCore(store, { clock }, smtp) : portal;
    let ran: number;
    do {
      const counts = await Promise.all(
        ['a', 'b', 'c', 'd'].map((owner, n) => (n % 2 ? second : portal).core.jobs.runDue(owner)),
      );
      ran = counts.reduce((sum, one) => sum + one, 0);
    } while (ran > 0);
    expect(recipients().sort()).toEqual(everybody);
    if (second !== portal) await second.close();
  });

  test('R8 a worker that dies before its note costs one duplicate at most, under the same Message-ID', async () => {
    await portal.request('mario@example.com');
    const [before] = await portal.rows<Record<'subject' | 'text', string>>(
      'SELECT subject, text FROM message',
    );
    await portal.core.jobs.runDue('first');
    // As the store would be had the process died when the server had taken the mail and nothing was noted yet.
    const leasedUntil = instant(portal.clock.now() + 300);
    await portal.rows(
      `UPDATE message SET state = 'queued', sent_at = NULL, blanked_at = NULL, recipient = 'mario@example.com', subject = '${before?.subject}', text = '${before?.text}'`,
    );
    await portal.rows(
      `UPDATE job SET state = 'leased', lease_owner = 'first', leased_until = ${leasedUntil}, finished_at = NULL WHERE kind = 'send-message'`,
    );
    portal.clock.advance(300);
    for (let n = 0; n < 3; n += 1) await portal.deliver();
    expect(recipients()).toEqual(['mario@example.com', 'mario@example.com']);
    expect(new Set(sink.mails.map((mail) => mail.headers.get('message-id'))).size).toBe(1);
  });

  test('R8 a job whose worker vanished is taken over when its lease is over', async () => {
    await portal.request('mario@example.com');
    const { clock } = portal;
    await portal.rows(
      `UPDATE job SET state = 'leased', lease_owner = 'vanished', leased_until = ${instant(clock.now() + 300)}, attempts = 1 WHERE kind = 'send-message'`,
    );
    await portal.deliver();
    expect(sink.mails).toEqual([]);
    clock.advance(299);
    await portal.deliver();
    expect(sink.mails).toEqual([]);
    clock.advance(1);
    await portal.deliver();
    expect(recipients()).toEqual(['mario@example.com']);
  });

  test('a code that is void or old when it would leave stays here', async () => {
    await portal.request('mario@example.com');
    portal.clock.advance(60);
    await portal.request('mario@example.com');
    await portal.deliver();
    expect(recipients()).toEqual(['mario@example.com']);
    portal.clock.advance(60);
    await portal.request('mario@example.com');
    portal.clock.advance(600);
    await portal.deliver();
    expect(sink.mails).toHaveLength(1);
    expect(await portal.count('message', "state = 'superseded'")).toBe(2);
    expect(await portal.count('message', "text <> ''")).toBe(0);
  });

  test('after twenty attempts a message is given up, and told', async () => {
    const { challengeToken } = await portal.request('mario@example.com');
    for (let n = 0; n < 5; n += 1) await portal.verify(challengeToken, '000000');
    for (let round = 0; round < 3; round += 1) {
      portal.clock.advance(60);
      const asked = await portal.request('mario@example.com');
      for (let n = 0; n < 5; n += 1) await portal.verify(asked.challengeToken, '000000');
    }
    expect(await portal.count('message', "kind = 'sign-in-paused'")).toBe(1);
    sink.refuse({ code: 550, message: 'never' });
    portal.clock.advance(600);
    const start = portal.clock.now();
    for (let n = 0; n < 25; n += 1) {
      await portal.deliver();
      portal.clock.advance(3600);
    }
    expect(sink.mails).toEqual([]);
    expect(await portal.count('message', "kind = 'sign-in-paused' AND state = 'failed'")).toBe(1);
    const [job] = await portal.rows<{ attempts: number }>("SELECT attempts FROM job WHERE state = 'dead'");
    expect(Number(job?.attempts)).toBe(20);
    expect(portal.clock.now() - start).toBeGreaterThan(19 * 3600);
  });

  test('a confirmation leaves in the customer’s language; one that was overtaken stays here', async () => {
    const scope = await accessScope();
    const confirmed = await book(scope);
    await portal.deliver();
    const mails = sink.mails.filter((mail) => mail.subject.startsWith('Appuntamento'));
    expect(mails).toHaveLength(1);
    expect(mails[0]?.subject).toMatch(/^Appuntamento confermato: Manutenzione annuale, /);
    expect(mails[0]?.text).toContain(confirmed.reference);
    expect(mails[0]?.text).toContain(`http://portal.example.test/visits/${confirmed.interventionId}`);
    expect(mails[0]?.text).toContain('Städtle 1, 9490 Vaduz');
    expect(mails[0]?.text).toMatch(
      /arriviamo tra le \d\d:\d\d e le \d\d:\d\d \(Ora standard dell’Europa centrale\)/,
    );

    const second = await book(scope);
    await portal.core.bookings.cancel(scope, {
      interventionId: second.interventionId,
      reason: 'other',
      idempotencyKey: 'cancel-it',
    });
    await portal.deliver();
    const subjects = sink.mails.map((mail) => mail.subject).filter((subject) => subject.startsWith('App'));
    expect(subjects).toHaveLength(2);
    expect(subjects[1]).toMatch(/^Appuntamento annullato/);
    expect(await portal.count('message', "kind = 'booking-confirmed' AND state = 'superseded'")).toBe(1);
  });

  async function accessScope(): Promise<AccessScope> {
    const { challengeToken } = await portal.request('mario@example.com');
    await portal.deliver();
    const code = /^ {4}(\d{6})$/m.exec(sink.mails.at(-1)?.text ?? '')?.[1] ?? '';
    const entered = await portal.verify(challengeToken, code);
    const session = await portal.core.signIn.session(
      entered.kind === 'signed-in' ? entered.sessionToken : '',
    );
    if (session?.kind !== 'signed-in') throw new Error('not signed in');
    return session.scope;
  }

  let keys = 0;
  async function book(scope: AccessScope): Promise<{ interventionId: string; reference: string }> {
    const wish = {
      activityTypeId: portal.small.types.service,
      addressId: portal.small.customers.mario.addressIds[0] ?? '',
    };
    const choice = await portal.core.availability.find(scope, wish);
    const last = choice.days.at(-1)?.windows.at(-1);
    if (!last) throw new Error('nothing is offered');
    const { start, end } = last;
    const held = await portal.core.bookings.hold(scope, {
      ...wish,
      start,
      end,
      idempotencyKey: `outbox-hold-${(keys += 1)}`,
    });
    if (held.kind !== 'held') throw new Error('not held');
    const result = await portal.core.bookings.confirm(scope, {
      holdId: held.hold.id,
      idempotencyKey: `outbox-confirm-${keys}`,
    });
    if (result.kind !== 'confirmed') throw new Error('not confirmed');
    return result;
  }
});
