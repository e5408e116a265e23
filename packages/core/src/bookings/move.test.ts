import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  allKept,
  at,
  openBookingOffice,
  type BookingOffice,
} from '../../../../test/fixtures/booking-office.ts';
import { contextOf } from '../create-core.ts';

let office: BookingOffice;
beforeEach(async () => {
  office = await openBookingOffice();
});
afterEach(() => office.close());

const confirm = (holdId: string) =>
  office.core.bookings.confirm(office.mario, { holdId, idempotencyKey: office.key() });
const visit = (id: string) => office.core.interventions.forAccess(office.mario, id);
const cancel = (interventionId: string, scope = office.mario) =>
  office.core.bookings.cancel(scope, { interventionId, reason: 'other', idempotencyKey: office.key() });
const windowStarts = async (date: string, interventionId?: string) => {
  const choice = await office.core.availability.find(office.mario, {
    ...office.service(),
    ...(interventionId && { interventionId }),
  });
  return choice.days.find((day) => day.date === date)?.windows.map(({ start }) => start) ?? [];
};

describe('moving a visit', () => {
  it('keeps the old appointment until the new one is certain, then swaps in one write (CAD-AC-05, CAD-TR-02)', async () => {
    const { interventionId, promise } = await office.booked(office.mario, at(13, '09:00'));
    const hold = await office.held(office.mario, at(14, '13:00'), { interventionId });
    expect(hold.interventionId).toBe(interventionId);
    expect(await visit(interventionId)).toMatchObject({ promise });
    expect(await office.audit()).toMatchObject({ ...allKept, stops: 2 });
    expect(await confirm(hold.id)).toMatchObject({
      kind: 'confirmed',
      interventionId,
      reference: 'V-00001',
      promise: hold.promise,
      rescheduled: true,
    });
    const moved = await visit(interventionId);
    expect(moved).toMatchObject({ promise: hold.promise, revision: 2 });
    expect(moved.history).toMatchObject([
      { kind: 'intervention.rescheduled', promise: hold.promise, actorName: 'Mario Sample' },
      { kind: 'intervention.booked', promise },
    ]);
    expect(await office.audit()).toMatchObject({ ...allKept, stops: 1 });
    const q = contextOf(office.core).db.read;
    expect((await q.select().from(q.tables.message)).map(({ kind }) => kind)).toEqual([
      'booking-confirmed',
      'booking-rescheduled',
    ]);
  });

  it('an expired move leaves everything as it was', async () => {
    const { interventionId, promise } = await office.booked(office.mario, at(13, '09:00'));
    await office.held(office.mario, at(14, '13:00'), { interventionId });
    office.clock.advance(600);
    expect(await visit(interventionId)).toMatchObject({ promise, revision: 1 });
    expect(await office.audit()).toMatchObject({ broken: [], overlaps: 0, stops: 1 });
  });

  it('by half an hour within its own day, into its own time: the day is closed to others meanwhile', async () => {
    // Friday: only Anna works.
    const { interventionId } = await office.booked(office.mario, at(15, '09:00'));
    const before = await windowStarts('2027-01-15');
    expect(before.length).toBeGreaterThan(0);
    const hold = await office.held(office.mario, at(15, '09:30'), { interventionId });
    expect(await office.audit()).toMatchObject({ ...allKept, stops: 1 });
    const lisaSees = await office.core.availability.find(office.lisa, office.service('lisa'));
    expect(lisaSees.days.map(({ date }) => date)).not.toContain('2027-01-15');
    // The mover still sees the day, and may choose anew in it.
    expect((await windowStarts('2027-01-15', interventionId)).length).toBeGreaterThan(0);
    expect(await confirm(hold.id)).toMatchObject({ kind: 'confirmed', promise: hold.promise });
    expect(await visit(interventionId)).toMatchObject({ promise: hold.promise });
    expect(await office.audit()).toMatchObject({ ...allKept, stops: 1 });
    const opened = await office.core.availability.find(office.lisa, office.service('lisa'));
    expect(opened.days.map(({ date }) => date)).toContain('2027-01-15');
  });

  it('within its own day: who held a time of that day before keeps it, and so does the mover', async () => {
    // Friday: only Anna works.
    const { interventionId } = await office.booked(office.mario, at(15, '09:00'));
    const lisas = await office.held(office.lisa, at(15, '13:00'));
    const hold = await office.held(office.mario, at(15, '09:30'), { interventionId });
    expect(
      await office.core.bookings.confirm(office.lisa, { holdId: lisas.id, idempotencyKey: office.key() }),
    ).toMatchObject({ kind: 'confirmed', promise: lisas.promise });
    expect(await confirm(hold.id)).toMatchObject({ kind: 'confirmed', promise: hold.promise });
    expect(await office.audit()).toMatchObject({ ...allKept, stops: 2 });
  });

  it('within its own day, given up or expired, opens the day again', async () => {
    const { interventionId } = await office.booked(office.mario, at(15, '09:00'));
    const dates = async () =>
      (await office.core.availability.find(office.lisa, office.service('lisa'))).days.map(({ date }) => date);
    const hold = await office.held(office.mario, at(15, '09:30'), { interventionId });
    expect(await dates()).not.toContain('2027-01-15');
    await office.core.bookings.releaseHold(office.mario, { holdId: hold.id, idempotencyKey: office.key() });
    expect(await dates()).toContain('2027-01-15');
    await office.held(office.mario, at(15, '10:00'), { interventionId });
    expect(await dates()).not.toContain('2027-01-15');
    office.clock.advance(600);
    expect(await dates()).toContain('2027-01-15');
  });

  it('choosing another time for the same move gives the first one up', async () => {
    const { interventionId } = await office.booked(office.mario, at(13, '09:00'));
    const first = await office.held(office.mario, at(14, '13:00'), { interventionId });
    await office.held(office.mario, at(15, '13:00'), { interventionId });
    await expect(office.core.bookings.heldSlot(office.mario, first.id)).rejects.toMatchObject({
      code: 'gone',
    });
    expect(await office.audit()).toMatchObject({ ...allKept, stops: 2 });
  });

  it('is judged again at the end: too late is too late, in hold and in confirm (CAD-CO-05)', async () => {
    const start = at(13, '09:00');
    const { interventionId } = await office.booked(office.mario, start);
    const until = start - 12 * 3600;
    office.clock.set(until - 60);
    const hold = await office.held(office.mario, at(14, '13:00'), { interventionId });
    office.clock.set(until + 1);
    await expect(confirm(hold.id)).rejects.toMatchObject({ code: 'not-allowed', reason: 'too-late' });
    await expect(office.held(office.mario, at(15, '13:00'), { interventionId })).rejects.toMatchObject({
      code: 'not-allowed',
      reason: 'too-late',
    });
    office.clock.set(until);
    expect(await confirm(hold.id)).toMatchObject({ kind: 'confirmed' });
  });

  it('at most as often as the type says', async () => {
    const { interventionId } = await office.booked(office.mario, at(13, '09:00'));
    for (const day of [14, 15, 18]) {
      const hold = await office.held(office.mario, at(day, '13:00'), { interventionId });
      expect(await confirm(hold.id)).toMatchObject({ kind: 'confirmed' });
    }
    await expect(office.held(office.mario, at(19, '13:00'), { interventionId })).rejects.toMatchObject({
      code: 'not-allowed',
      reason: 'limit-reached',
    });
    expect((await visit(interventionId)).actions.reschedule).toEqual({
      available: false,
      reason: 'limit-reached',
    });
  });

  it('keeps the type and the address', async () => {
    const { interventionId } = await office.booked(office.mario, at(13, '09:00'));
    const elsewhere = office.company.customers.mario.addressIds[1]!;
    const ask = (more: object) =>
      office.core.availability.find(office.mario, { ...office.service(), interventionId, ...more });
    await expect(ask({ addressId: elsewhere })).rejects.toMatchObject({
      code: 'invalid',
      field: 'addressId',
    });
    await expect(ask({ activityTypeId: office.company.types.repair })).rejects.toMatchObject({
      code: 'invalid',
      field: 'activityTypeId',
    });
  });
});

describe('cancel', () => {
  it('frees the room, keeps reason and details, tells the customer (CAD-AC-11, CAD-LC-04)', async () => {
    const start = at(15, '09:00');
    const { interventionId, promise } = await office.booked(office.mario, start);
    await office.core.bookings.cancel(office.mario, {
      interventionId,
      reason: 'solved-otherwise',
      details: 'It works again',
      idempotencyKey: office.key(),
    });
    expect(await visit(interventionId)).toMatchObject({
      status: 'canceled',
      promise,
      cancelReason: 'solved-otherwise',
      technicianName: null,
      closedAt: office.clock.now(),
      actions: { reschedule: { available: false, reason: 'status' }, cancel: { available: false } },
    });
    const page = await office.core.interventions.page(office.supervisor, interventionId);
    expect(page).toMatchObject({
      cancelDetails: 'It works again',
      can: { plan: false, move: false, cancel: false },
    });
    expect(page.history[0]).toMatchObject({
      kind: 'intervention.canceled',
      actorName: 'Mario Sample',
      promise,
    });
    expect(await office.audit()).toMatchObject({ ...allKept, stops: 0 });
    expect(await windowStarts('2027-01-15')).toContain(start);
  });

  it('lets later visits of the day move up inside their promises', async () => {
    // Both may begin from 09:30 on; Vaduz comes first, and makes Balzers wait.
    const { anna } = office.company.technicians;
    const balzers = await office.planned('lisa', anna, at(15, '09:00'));
    const vaduz = await office.planned('mario', anna, at(15, '09:30'));
    const plannedStart = async () =>
      (await office.core.interventions.page(office.supervisor, balzers.interventionId)).plannedStart;
    expect(await plannedStart()).toBeGreaterThan(at(15, '10:30'));
    await office.core.bookings.cancel(office.supervisor, {
      interventionId: vaduz.interventionId,
      reason: 'other',
      idempotencyKey: office.key(),
    });
    expect(await plannedStart()).toBe(at(15, '09:00'));
    expect(await office.audit()).toMatchObject({ ...allKept, stops: 1 });
  });

  it('ends a hold by which it was about to move', async () => {
    const { interventionId } = await office.booked(office.mario, at(13, '09:00'));
    const hold = await office.held(office.mario, at(14, '13:00'), { interventionId });
    await cancel(interventionId);
    expect(await office.audit()).toMatchObject({ ...allKept, stops: 0 });
    await expect(confirm(hold.id)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('twice with one key is one cancellation; with another key it is refused', async () => {
    const { interventionId } = await office.booked(office.mario, at(13, '09:00'));
    const input = { interventionId, reason: 'other' as const, idempotencyKey: office.key() };
    await office.core.bookings.cancel(office.mario, input);
    await office.core.bookings.cancel(office.mario, input);
    expect((await visit(interventionId)).history.map(({ kind }) => kind)).toEqual([
      'intervention.canceled',
      'intervention.booked',
    ]);
    await expect(cancel(interventionId)).rejects.toMatchObject({ code: 'not-allowed', reason: 'status' });
  });

  it('too late for the customer is not too late for staff; not for everybody of the staff', async () => {
    const start = at(13, '09:00');
    const { interventionId } = await office.booked(office.mario, start);
    office.clock.set(start - 3600);
    await expect(cancel(interventionId)).rejects.toMatchObject({ code: 'not-allowed', reason: 'too-late' });
    const asTechnician = { ...office.supervisor, roles: ['technician'] as const };
    const input = { interventionId, reason: 'other' as const, idempotencyKey: office.key() };
    await expect(office.core.bookings.cancel(asTechnician, input)).rejects.toMatchObject({
      code: 'not-allowed',
      reason: 'role',
    });
    await office.core.bookings.cancel(office.supervisor, input);
    expect(await visit(interventionId)).toMatchObject({ status: 'canceled' });
  });

  it("refuses a reason that is none, and another customer's visit", async () => {
    const { interventionId } = await office.booked(office.mario, at(13, '09:00'));
    await expect(
      office.core.bookings.cancel(office.mario, {
        interventionId,
        reason: 'because' as 'other',
        idempotencyKey: office.key(),
      }),
    ).rejects.toMatchObject({ code: 'invalid', field: 'reason' });
    await expect(cancel(interventionId, office.lisa)).rejects.toMatchObject({ code: 'not-found' });
    await expect(
      office.core.availability.find(office.lisa, { ...office.service('lisa'), interventionId }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });
});
