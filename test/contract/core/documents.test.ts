import type { BusinessUnitScope, SignInput } from '@itinera/core';
import { contextOf } from '@itinera/core/set-up';
import { canonicalText, type LocalizedText } from '@itinera/core/shared';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plainAction } from '../../fixtures/portal-action.ts';
import { at, openBookingOffice, type BookingOffice } from '../../fixtures/booking-office.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { engines, makeMigratedTarget } from '../db/stores.ts';

const order: LocalizedText = {
  en: 'Order {intervention.reference}  \r\n\r\nWe come on {intervention.date}. Read at {system.dateTimeNow}.\n',
};

describe.each(engines)('documents to sign on %s', (engine) => {
  let office: BookingOffice;
  let administrator: BusinessUnitScope;
  let drop: () => Promise<void>;
  let visit: string;
  beforeEach(async () => {
    const made = await makeMigratedTarget(engine);
    ({ drop } = made);
    office = await openBookingOffice(made.store);
    administrator = staffScope(office.company, office.company.supervisor.staffUserId, ['administrator']);
    ({ interventionId: visit } = await office.booked(office.mario, at(13, '09:00')));
  });
  afterEach(async () => {
    await office.close();
    await drop();
  });

  const action = (document: LocalizedText, more: object = {}) =>
    office.core.portalActions.save(administrator, {
      ...plainAction('sign'),
      activityTypeId: office.company.types.service,
      label: { en: 'Order for {intervention.customer.name}' },
      confirmation: { en: 'Thank you' },
      document,
      ...more,
    });
  const open = async (actionId: string) => {
    const page = await office.core.documents.page(office.mario, { interventionId: visit, actionId });
    if (page.state !== 'open') throw new Error(page.state);
    return page.document;
  };
  const sign = (shown: { actionId: string; hash: string; shownAt: number }, more: Partial<SignInput> = {}) =>
    office.core.documents.sign(office.mario, {
      interventionId: visit,
      actionId: shown.actionId,
      hash: shown.hash,
      shownAt: shown.shownAt,
      decision: 'accepted',
      name: ' Mario Sample ',
      reason: '',
      idempotencyKey: office.key(),
      ...more,
    });
  const rows = async () => {
    const { read } = contextOf(office.core).db;
    return read.select().from(read.tables.signedDocument);
  };

  test('CAD-AC-08 a document is read with its codes, accepted once with name, time and hash, and seen by both', async () => {
    const { actionId } = await action(order, { notifyStaff: ['planners'] });
    expect(await office.core.documents.ofVisit(office.mario, visit)).toMatchObject({
      open: [{ actionId }],
      decided: [],
    });
    const shown = await open(actionId);
    const { reference } = await office.core.interventions.page(office.supervisor, visit);
    expect(shown.text).toMatch(
      new RegExp(`^Order ${reference}\\n\\nWe come on 13 January 2027\\. Read at .*\\.$`),
    );
    expect(shown.hash).toBe(createHash('sha256').update(shown.text, 'utf8').digest('hex'));
    expect(canonicalText(shown.text)).toBe(shown.text);
    // Reading takes a while, and a code tells the time: what was read is signed.
    office.clock.advance(600);
    const asked = { idempotencyKey: office.key() };
    const done = await sign(shown, asked);
    expect(await sign(shown, asked), 'sent twice is once').toEqual(done);
    while ((await office.core.jobs.runDue('documents')) > 0);
    const told = office.mailer.sent.filter(({ to }) => to === office.company.supervisor.email);
    expect(told.filter(({ text }) => text.includes(`/interventions/${visit}`))).toHaveLength(1);
    await expect(sign(shown)).rejects.toMatchObject({ code: 'not-allowed', reason: 'already-signed' });
    const stored = {
      actionId,
      text: shown.text,
      hash: shown.hash,
      language: 'en',
      decision: 'accepted',
      name: 'Mario Sample',
      reason: null,
      signedAt: office.clock.now(),
    };
    expect(await office.core.documents.decided(office.supervisor, visit)).toMatchObject([stored]);
    expect(await office.core.documents.ofVisit(office.mario, visit)).toMatchObject({
      open: [],
      decided: [stored],
    });
    const { history } = await office.core.interventions.page(office.supervisor, visit);
    expect(history[0]).toMatchObject({ kind: 'intervention.document-accepted' });
    // Staff may change the words or take the action away: what was signed stays as it was read.
    await action({ en: 'Another' });
    const { actions } = await office.core.portalActions.page(administrator, office.company.types.service);
    const { revision = 0 } = actions.find(({ id }) => id === actionId) ?? {};
    await office.core.portalActions.remove(administrator, {
      activityTypeId: office.company.types.service,
      actionId,
      revision,
    });
    expect(await office.core.documents.page(office.mario, { interventionId: visit, actionId })).toMatchObject(
      {
        state: 'decided',
        document: stored,
      },
    );
    expect(await rows()).toHaveLength(1);
  });

  test('CAD-AC-08 what reads otherwise than it was shown comes back, and nothing is decided', async () => {
    const { actionId } = await action(order);
    const shown = await open(actionId);
    await expect(sign({ ...shown, hash: 'x'.repeat(64) })).resolves.toMatchObject({ done: false });
    const hold = await office.held(office.mario, at(14, '09:00'), { interventionId: visit });
    await office.core.bookings.confirm(office.mario, { holdId: hold.id, idempotencyKey: office.key() });
    const again = await sign(shown);
    expect(again).toMatchObject({ done: false });
    if (again.done) return;
    expect(again.changed.text).toContain('14 January 2027');
    expect(await rows()).toEqual([]);
    const both = await Promise.allSettled([
      sign(again.changed),
      sign(again.changed, { decision: 'refused' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await rows()).toHaveLength(1);
  });

  test('CAD-AC-08 CAD-BU-14 it is refused with words, judged when it is signed, by its own customer', async () => {
    const { actionId } = await action(order, { minimumNotice: 3600 });
    const shown = await open(actionId);
    const of = { interventionId: visit, actionId };
    await expect(office.core.documents.page(office.lisa, of)).rejects.toMatchObject({ code: 'not-found' });
    await expect(
      office.core.documents.sign(office.lisa, {
        ...of,
        hash: shown.hash,
        shownAt: shown.shownAt,
        decision: 'accepted',
        name: 'L',
        reason: '',
        idempotencyKey: office.key(),
      }),
    ).rejects.toMatchObject({ code: 'not-found' });
    await expect(sign(shown, { name: ' ' })).rejects.toMatchObject({ code: 'invalid', field: 'name' });
    await expect(sign(shown, { decision: 'maybe' as 'refused' })).rejects.toMatchObject({
      field: 'decision',
    });
    const now = office.clock.now();
    office.clock.set(at(13, '08:30'));
    await expect(sign(shown)).rejects.toMatchObject({ code: 'not-allowed', reason: 'too-late' });
    office.clock.set(now);
    expect(await rows()).toEqual([]);
    await sign(shown, { decision: 'refused', reason: 'Too dear' });
    expect(await rows()).toMatchObject([{ decision: 'refused', reason: 'Too dear', drawingId: null }]);
  });

  test('S18 a session alone signs nothing: the person has proven within ten minutes who they are', async () => {
    const { actionId } = await action(order);
    const shown = await open(actionId);
    const proven = (provenUntil: number | null) => ({ ...office.mario, provenUntil });
    const now = office.clock.now();
    const { hash, shownAt } = shown;
    const given = {
      ...{ interventionId: visit, actionId, hash, shownAt },
      ...{ decision: 'accepted' as const, name: 'M', reason: '' },
    };
    const by = (until: number | null, idempotencyKey = office.key()) =>
      office.core.documents.sign(proven(until), { ...given, idempotencyKey });
    for (const until of [null, now - 1, now])
      await expect(by(until)).rejects.toMatchObject({ code: 'not-allowed', reason: 'proof-needed' });
    expect(await rows()).toEqual([]);
    const key = office.key();
    const done = await by(now + 1, key);
    expect(done, 'the control').toMatchObject({ done: true });
    expect(await by(null, key), 'what was done is told again').toEqual(done);
    expect(await rows()).toHaveLength(1);
  });

  test('CAD-AC-12 a document has only codes there are, and something to sign', async () => {
    await expect(action({ en: 'For {customer.nam}' })).rejects.toMatchObject({
      field: 'document.en',
      reason: 'code',
    });
    await expect(action({})).rejects.toMatchObject({ field: 'document', reason: 'document-missing' });
    await expect(action({ en: 'x'.repeat(20_001) })).rejects.toMatchObject({ field: 'document.en' });
    await expect(action(order, { kind: 'message' })).rejects.toMatchObject({ field: 'document' });
    await action({ en: 'x'.repeat(20_000) });
  });
});
