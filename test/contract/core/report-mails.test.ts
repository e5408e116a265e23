import { contextOf } from '@itinera/core/set-up';
import { listReports } from '@itinera/db/work';
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { at } from '../../fixtures/booking-office.ts';
import type { WorkDesk } from '../../fixtures/work-desk.ts';
import { engines } from '../db/stores.ts';
import { eachWorkDesk } from './each-work-desk.ts';
import { making, reportDesk, type ReportDesk } from './report-desk.ts';

describe.each(engines)('reports by mail, and made again, on %s', (engine) => {
  let desk: WorkDesk;
  let of: ReportDesk;
  let visit: string;
  eachWorkDesk(engine, async (opened) => {
    desk = opened;
    of = reportDesk(desk);
    ({ interventionId: visit } = await desk.planned('mario', desk.company.technicians.anna, at(12, '09:00')));
    await of.work();
    desk.mailer.sent.length = 0;
  });

  const states = async () => (await of.reports(visit)).map(({ version, mail }) => [version, mail?.state]);
  const correct = async (comment: string) => {
    const { closed, revision } = await desk.core.work.page(desk.supervisor, visit);
    await desk.core.work.correct(desk.supervisor, {
      ...{ interventionId: visit, revision, ...closed!, comment, words: 'The wrong words' },
      idempotencyKey: desk.key(),
    });
    await of.work();
  };
  const again = (idempotencyKey = desk.key()) =>
    desk.core.reports.makeAgain(desk.supervisor, { interventionId: visit, idempotencyKey });
  const asked = async () => (await desk.core.reports.ofVisit(desk.supervisor, visit)).again;
  const history = async () =>
    (await desk.core.interventions.page(desk.supervisor, visit)).history.map(({ kind }) => kind);

  test('CAD-RE-06 closing sends one mail with the PDF, in the language of the report; a correction another, which says so', async () => {
    await of.set({ ...making, portal: false, mail: true });
    await of.close(visit, 'All is well');
    expect(await states()).toEqual([[1, 'queued']]);
    desk.mailer.refuse = true;
    await of.work();
    desk.mailer.refuse = false;
    desk.clock.advance(60);
    await of.work();
    desk.clock.advance(3600);
    await of.work();
    const [mail, ...more] = desk.mailer.sent;
    expect(more).toEqual([]);
    const [report] = await of.reports(visit);
    expect(mail).toMatchObject({
      to: 'mario@example.com',
      subject: 'Proof of work: Manutenzione annuale, martedì 12 gennaio 2027',
      attachments: [{ name: report!.name, type: 'application/pdf' }],
    });
    expect(mail!.text).toContain('allegato');
    // The portal does not show it, so there is nothing to open.
    expect(mail!.text).not.toContain('http');
    expect(createHash('sha256').update(mail!.attachments![0]!.content).digest('hex')).toBe(report!.hash);
    expect(report!.mail).toEqual({ state: 'sent', sentAt: at(12, '10:01') });

    await correct('All is very well');
    expect(await states()).toEqual([
      [2, 'sent'],
      [1, 'sent'],
    ]);
    const [, second, ...others] = desk.mailer.sent;
    expect(others).toEqual([]);
    expect(second).toMatchObject({ to: 'mario@example.com', attachments: [{ type: 'application/pdf' }] });
    expect(second!.subject).toMatch(/^Rettifica – Proof of work/);
    const { content } = second!.attachments![0]!;
    expect(createHash('sha256').update(content).digest('hex')).toBe((await of.reports(visit))[0]!.hash);
  });

  test('without the setting a correction is a further version, and no mail', async () => {
    await of.set(making);
    await of.close(visit, 'All is well');
    await correct('All is very well');
    expect(await states()).toEqual([
      [2, undefined],
      [1, undefined],
    ]);
    const [second] = await of.reports(visit);
    expect((await of.open(second!.id)).pages.join('')).toContain('All is very well');
    expect(desk.mailer.sent).toEqual([]);
  });

  test('what was opened anew or erased before the mail left is sent to nobody', async () => {
    await of.set({ ...making, mail: true });
    await of.close(visit, 'Too early');
    await desk.say(desk.supervisor, visit, 'reopened', { words: 'Look again' });
    await of.work();
    expect(desk.mailer.sent).toEqual([]);
    await of.close(visit, 'Now');
    expect(await states()).toEqual([
      [2, 'queued'],
      [1, 'superseded'],
    ]);
    const { customerId } = await desk.core.interventions.page(desk.supervisor, visit);
    const { reference } = await desk.core.personalData.customerOutlook(of.administrator, customerId);
    await desk.core.personalData.eraseCustomer(of.administrator, { customerId, confirm: reference ?? '' });
    await of.work();
    expect(desk.mailer.sent).toEqual([]);
  });

  const unsent = async () => {
    const { counts } = await desk.core.interventions.attention(desk.supervisor);
    const filter = { problem: 'report-unsent' } as const;
    const { items } = await desk.core.interventions.list(desk.supervisor, filter);
    expect(items).toHaveLength(counts['report-unsent']);
    return items.map(({ id }) => id);
  };

  test('where nobody of the customer has an address, staff are told', async () => {
    await of.set({ ...making, mail: true });
    ({ interventionId: visit } = await desk.planned('lisa', desk.company.technicians.anna, at(12, '09:00')));
    const [accessId] = desk.company.customers.lisa.accessIds;
    await desk.core.accesses.setEnabled(of.administrator, { accessId: accessId!, enabled: false });
    await of.close(visit, 'Nobody reads this');
    await of.work();
    expect(await states()).toEqual([[1, 'nobody']]);
    expect(await history()).toContain('intervention.report-unsent');
    expect(desk.mailer.sent.filter(({ attachments }) => attachments)).toEqual([]);
  });

  test('CAD-PL-33 a report that reaches nobody needs attention until it was sent, or the customer has it otherwise', async () => {
    await of.set({ ...making, mail: true });
    await of.close(visit, 'This one is sent');
    await of.work();
    const lisas = (await desk.planned('lisa', desk.company.technicians.anna, at(12, '13:00'))).interventionId;
    const [accessId] = desk.company.customers.lisa.accessIds;
    const enable = (enabled: boolean) =>
      desk.core.accesses.setEnabled(of.administrator, { accessId: accessId!, enabled });
    await enable(false);
    expect(await unsent()).toEqual([]);
    await of.close(lisas, 'Nobody reads this');
    await of.work();
    expect(await unsent()).toEqual([lisas]);
    expect((await desk.core.reports.ofVisit(desk.supervisor, lisas)).unsent).toBe(true);
    expect((await desk.core.reports.ofVisit(desk.anna, lisas)).unsent).toBe(false);
    // Asked for again while nobody has an address, it is as it was; then somebody has one.
    const askAgain = async () => {
      desk.clock.advance(60);
      await desk.core.reports.makeAgain(desk.supervisor, {
        interventionId: lisas,
        idempotencyKey: desk.key(),
      });
      await of.work();
    };
    await askAgain();
    expect(await unsent()).toEqual([lisas]);
    await enable(true);
    await askAgain();
    expect(await unsent()).toEqual([]);
    const [report, ...others] = await of.reports(lisas);
    expect(others).toEqual([]);
    expect(report).toMatchObject({ version: 1, mail: { state: 'sent' } });
    const sent = desk.mailer.sent.filter(({ to, attachments }) => to === 'lisa@example.com' && attachments);
    expect(sent).toHaveLength(1);

    // A mail that cannot be delivered, and a customer who has it on paper.
    desk.mailer.refuse = true;
    const { closed, revision } = await desk.core.work.page(desk.supervisor, lisas);
    await desk.core.work.correct(desk.supervisor, {
      ...{ interventionId: lisas, revision, ...closed!, comment: 'On paper', words: 'Forgotten' },
      idempotencyKey: desk.key(),
    });
    for (let n = 0; n < 20; n += 1) {
      await of.work();
      desk.clock.advance(86_400);
    }
    desk.mailer.refuse = false;
    expect((await of.reports(lisas))[0]).toMatchObject({ version: 2, mail: { state: 'failed' } });
    expect(await unsent()).toEqual([lisas]);
    const say = (scope = desk.supervisor, idempotencyKey = desk.key()) =>
      desk.core.reports.delivered(scope, { interventionId: lisas, idempotencyKey });
    await expect(say(desk.anna)).rejects.toMatchObject({ code: 'not-allowed', reason: 'role' });
    const key = desk.key();
    await say(desk.supervisor, key);
    await say(desk.supervisor, key);
    expect(await unsent()).toEqual([]);
    const [entry] = (await desk.core.interventions.page(desk.supervisor, lisas)).history;
    expect(entry).toMatchObject({ kind: 'intervention.report-delivered' });
    await expect(say()).rejects.toMatchObject({ code: 'not-allowed', reason: 'state' });
    expect(await of.reports(lisas)).toHaveLength(2);
  });

  test('staff have it made again: a version where something changed, and word that nothing did', async () => {
    await of.set(making);
    expect(await asked()).toBeNull();
    await expect(again()).rejects.toMatchObject({ code: 'not-allowed', reason: 'state' });
    await of.close(visit, 'All is well');
    const key = desk.key();
    desk.clock.advance(600);
    await again(key);
    expect(await asked()).toEqual({ state: 'waiting' });
    // The same once more, and another while it waits, are one.
    await again(key);
    await again();
    await of.work();
    expect(await asked()).toEqual({ state: 'unchanged' });
    expect(await states()).toEqual([[1, undefined]]);
    expect((await history()).filter((kind) => kind.includes('report'))).toEqual([
      'intervention.report-unchanged',
      'intervention.report-asked',
    ]);

    await of.set({ ...making, name: { it: 'Another name' } });
    await again();
    await of.work();
    expect(await asked()).toMatchObject({ state: 'made' });
    const [second, first, ...more] = await of.reports(visit);
    expect(more).toEqual([]);
    expect([second!.version, first!.version]).toEqual([2, 1]);
    expect(second!.name).toMatch(/^Another name/);
    const { read } = contextOf(desk.core).db;
    const [kept] = await listReports(read, desk.company.businessUnitId, visit);
    expect(kept!.file.hash).toBe(first!.hash);

    await of.set({ ...making, made: false });
    expect(await asked()).toBeNull();
    await expect(again()).rejects.toMatchObject({ code: 'not-allowed', reason: 'report' });
    await expect(
      desk.core.reports.makeAgain(desk.anna, { interventionId: visit, idempotencyKey: desk.key() }),
    ).rejects.toMatchObject({ code: 'not-allowed', reason: 'role' });
    await of.set(making);
    expect((await desk.core.reports.ofVisit(desk.anna, visit)).again).toBeNull();
  });
});
