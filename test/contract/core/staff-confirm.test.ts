import type { BusinessUnitScope, SaveActionInput } from '@itinera/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plainAction } from '../../fixtures/portal-action.ts';
import { allKept, at, openBookingOffice, type BookingOffice } from '../../fixtures/booking-office.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { engines, makeMigratedTarget } from '../db/stores.ts';

describe.each(engines)('times that staff confirm on %s', (engine) => {
  let office: BookingOffice;
  let administrator: BusinessUnitScope;
  let drop: () => Promise<void>;
  beforeEach(async () => {
    const made = await makeMigratedTarget(engine);
    ({ drop } = made);
    office = await openBookingOffice(made.store);
    administrator = staffScope(office.company, office.company.supervisor.staffUserId, ['administrator']);
    for (const kind of ['book', 'reschedule', 'schedule'] as const) await staffConfirm(kind);
  });
  afterEach(async () => {
    await office.close();
    await drop();
  });

  async function staffConfirm(kind: SaveActionInput['kind']): Promise<void> {
    const activityTypeId = office.company.types.service;
    const { actions } = await office.core.portalActions.page(administrator, activityTypeId);
    const before = actions.find((action) => action.kind === kind);
    const input: SaveActionInput = {
      ...plainAction(kind),
      activityTypeId,
      place: before?.place ?? 'intervention',
      staffConfirms: true,
      ...(before && { actionId: before.id, revision: before.revision }),
    };
    await office.core.portalActions.save(administrator, input);
  }

  const seen = (interventionId: string) => office.core.interventions.forAccess(office.mario, interventionId);
  const page = (interventionId: string) => office.core.interventions.page(office.supervisor, interventionId);
  const waiting = async () =>
    (await office.core.interventions.list(office.supervisor, { problem: 'to-confirm' })).total;
  const decision = async (interventionId: string) => {
    const { revision } = await page(interventionId);
    return { interventionId, revision, idempotencyKey: office.key() };
  };
  const mails = async () => {
    while ((await office.core.jobs.runDue('mails')) > 0);
    return office.mailer.sent
      .filter(({ to }) => to === 'mario@example.com')
      .map(({ subject, text }) => ({ subject, text }));
  };

  test('CAD-AC-13 the time is kept and waits, staff see what waits, and a confirmation tells the customer', async () => {
    const hold = await office.held(office.mario, at(14, '09:00'));
    // Said before it is confirmed.
    expect(await office.core.bookings.heldSlot(office.mario, hold.id)).toMatchObject({ staffConfirms: true });
    await office.core.bookings.releaseHold(office.mario, { holdId: hold.id, idempotencyKey: office.key() });
    const { interventionId } = await office.booked(office.mario, at(13, '09:00'));
    expect(await seen(interventionId)).toMatchObject({
      awaiting: true,
      status: 'pending',
      promise: { start: at(13, '09:00') },
    });
    expect(await page(interventionId)).toMatchObject({
      awaitingSince: office.clock.now(),
      can: { decide: true },
    });
    expect(await office.audit(), 'the room is taken').toMatchObject({ ...allKept, stops: 1 });
    expect(await mails(), 'nobody is told that it is booked').toEqual([]);
    expect(await waiting()).toBe(1);
    expect((await office.core.interventions.attention(office.supervisor)).counts['to-confirm']).toBe(1);
    expect((await office.core.interventions.list(office.supervisor, { confirmed: true })).total).toBe(0);

    const asked = await decision(interventionId);
    await expect(
      office.core.bookings.acceptTime(office.supervisor, {
        ...asked,
        revision: 7,
        idempotencyKey: office.key(),
      }),
    ).rejects.toMatchObject({ code: 'stale' });
    const twice = () => office.core.bookings.acceptTime(office.supervisor, asked);
    await Promise.all([twice(), twice()]);
    expect(await seen(interventionId)).toMatchObject({
      awaiting: false,
      history: [{ kind: 'intervention.confirmed' }, { kind: 'intervention.booked' }],
    });
    expect(await mails()).toMatchObject([
      { subject: expect.stringContaining('Appuntamento confermato') as unknown },
    ]);
    expect([
      await waiting(),
      (await office.core.interventions.list(office.supervisor, { confirmed: true })).total,
    ]).toEqual([0, 1]);
    await expect(
      office.core.bookings.acceptTime(office.supervisor, await decision(interventionId)),
    ).rejects.toMatchObject({ code: 'not-allowed', reason: 'not-awaiting' });
  });

  test('CAD-AC-13 a time that is declined is given up, the customer reads why, and may choose another', async () => {
    const { interventionId } = await office.booked(office.mario, at(13, '09:00'));
    const asked = await decision(interventionId);
    await expect(
      office.core.bookings.declineTime(office.supervisor, { ...asked, words: ' ' }),
    ).rejects.toMatchObject({ code: 'invalid', field: 'words' });
    await office.core.bookings.declineTime(office.supervisor, { ...asked, words: 'Anna <is> away' });
    expect(await seen(interventionId)).toMatchObject({
      awaiting: false,
      status: 'pending',
      promise: null,
      history: [{ kind: 'intervention.declined' }, { kind: 'intervention.booked' }],
      actions: { schedule: { available: true } },
    });
    expect(await office.audit()).toMatchObject({ stops: 0 });
    const [mail] = await mails();
    expect(mail?.subject).toContain('Scelga un altro orario');
    expect(mail?.text).toContain('Anna <is> away');
    expect(mail?.text).toContain('Era');

    const hold = await office.held(office.mario, at(14, '09:00'), { interventionId });
    await office.core.bookings.confirm(office.mario, { holdId: hold.id, idempotencyKey: office.key() });
    expect(await seen(interventionId), 'scheduling waits too').toMatchObject({ awaiting: true });
    const other = await office.held(office.mario, at(15, '09:00'), { interventionId });
    await office.core.bookings.confirm(office.mario, { holdId: other.id, idempotencyKey: office.key() });
    expect(await seen(interventionId), 'and so does moving').toMatchObject({ awaiting: true });
    expect(await office.audit()).toMatchObject({ ...allKept, stops: 1 });
    // What staff plan themselves, or anybody cancels, waits for nobody.
    await office.core.bookings.cancel(office.mario, {
      interventionId,
      reason: 'other',
      idempotencyKey: office.key(),
    });
    expect(await waiting()).toBe(0);
    await expect(
      office.core.bookings.declineTime(office.supervisor, {
        ...(await decision(interventionId)),
        words: 'late',
      }),
    ).rejects.toMatchObject({ reason: 'not-awaiting' });
  });

  test('CAD-AC-13 only actions by which a time is chosen can wait for staff, and a plan of staff ends the waiting', async () => {
    await expect(staffConfirm('cancel')).rejects.toMatchObject({ code: 'invalid', field: 'staffConfirms' });
    const { interventionId } = await office.booked(office.mario, at(13, '09:00'));
    const { technicians } = office.company;
    const { revision } = await page(interventionId);
    await office.core.bookings.plan(office.supervisor, {
      interventionId,
      technicianId: technicians.anna,
      date: '2027-01-14',
      start: at(14, '09:00'),
      end: at(14, '11:00'),
      revision,
      idempotencyKey: office.key(),
    });
    expect(await page(interventionId)).toMatchObject({ awaitingSince: null, can: { decide: false } });
  });
});
