import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  allKept,
  at,
  openBookingOffice,
  type BookingOffice,
} from '../../../../test/fixtures/booking-office.ts';
import { staffScope } from '../../../../test/fixtures/scopes.ts';

let office: BookingOffice;
beforeEach(async () => {
  office = await openBookingOffice();
});
afterEach(() => office.close());

const create = async () => {
  const { customerId } = office.company.customers.mario;
  const input = { ...office.service(), customerId, comment: 'Attic', idempotencyKey: office.key() };
  return office.core.interventions.create(office.supervisor, input);
};
const offer = (more: object = {}) => ({
  technicianId: office.company.technicians.anna,
  date: '2027-01-18',
  start: at(18, '09:00'),
  end: at(18, '11:00'),
  revision: 1,
  idempotencyKey: office.key(),
  ...more,
});
const plan = (interventionId: string, more: object = {}) =>
  office.core.bookings.plan(office.supervisor, { interventionId, ...offer(more) });
const page = (id: string) => office.core.interventions.page(office.supervisor, id);

describe('plan', () => {
  it('plans to exactly the offer that staff chose, unconfirmed by the customer (CAD-PL-01, CAD-PL-26)', async () => {
    const { interventionId } = await create();
    expect(await page(interventionId)).toMatchObject({
      promise: null,
      technician: null,
      can: { plan: true, move: false, cancel: true },
    });
    expect(await plan(interventionId)).toMatchObject({ kind: 'confirmed', rescheduled: false });
    const planned = await page(interventionId);
    expect(planned).toMatchObject({
      technician: { id: office.company.technicians.anna },
      date: '2027-01-18',
      plannedStart: at(18, '09:00'),
      plannedEnd: at(18, '10:00'),
      revision: 2,
    });
    expect(planned.history).toMatchObject([
      { kind: 'intervention.planned', actorName: 'Sara Sample' },
      { kind: 'intervention.created', actorName: 'Sara Sample', promise: null },
    ]);
    expect(await office.audit()).toMatchObject({ ...allKept, stops: 1 });
  });

  it('every offer of the assistant can be planned (CAD-AC-10)', async () => {
    const { interventionId } = await create();
    const choice = await office.core.availability.assist(office.supervisor, {
      ...office.service(),
      interventionId,
      from: '2027-01-18',
      days: 1,
    });
    expect(choice.offers.length).toBeGreaterThan(20);
    let revision = 1;
    for (const { technician, date, start, end, plannedStart } of choice.offers) {
      const result = await plan(interventionId, { technicianId: technician.id, date, start, end, revision });
      expect(result).toMatchObject({ kind: 'confirmed', promise: { start, end } });
      expect((await page(interventionId)).plannedStart).toBe(plannedStart);
      revision++;
    }
    expect(await office.audit()).toMatchObject({ ...allKept, stops: 1 });
  });

  it('work takes as long as it was made for, as its page says, whatever its type takes by now', async () => {
    const { company, core } = office;
    const { interventionId } = await create();
    const administrator = staffScope(company, company.supervisor.staffUserId, ['administrator']);
    const activityTypeId = company.types.service;
    const { revision } = await core.catalogue.page(administrator, activityTypeId);
    await core.catalogue.save(administrator, { activityTypeId, revision, changes: { duration: 5400 } });
    expect(await page(interventionId)).toMatchObject({ duration: 3600 });
    await plan(interventionId);
    expect(await page(interventionId)).toMatchObject({
      duration: 3600,
      plannedStart: at(18, '09:00'),
      plannedEnd: at(18, '10:00'),
    });
    // The control: what is made now takes longer.
    const later = await create();
    await plan(later.interventionId, { start: at(18, '13:00'), end: at(18, '15:00') });
    expect(await page(later.interventionId)).toMatchObject({ duration: 5400 });
  });

  it('moves: the former time is free, the reschedules of the customer are not used up', async () => {
    const { interventionId } = await office.booked(office.mario, at(13, '09:00'));
    expect(await plan(interventionId)).toMatchObject({ kind: 'confirmed', rescheduled: true });
    expect(await page(interventionId)).toMatchObject({ rescheduleCount: 0, date: '2027-01-18' });
    expect(await office.audit()).toMatchObject({ ...allKept, stops: 1 });
  });

  it('takes nobody else than staff chose: where there is no room, the nearest windows', async () => {
    for (let n = 0; n < 3; n++)
      await office.planned('lisa', office.company.technicians.anna, at(18, '09:00'));
    const { interventionId } = await create();
    const result = await plan(interventionId);
    // Ben could take it: his window is the nearest of all.
    expect(result).toMatchObject({
      kind: 'alternatives',
      windows: [{ start: at(18, '09:00') }, {}, {}, {}, {}, {}],
    });
    expect(await page(interventionId)).toMatchObject({ technician: null, revision: 1 });
    const { ben } = office.company.technicians;
    expect(await plan(interventionId, { technicianId: ben })).toMatchObject({ kind: 'confirmed' });
  });

  it('of a version that is gone is refused with both versions', async () => {
    const { interventionId } = await create();
    await plan(interventionId);
    const current = await page(interventionId);
    await expect(
      plan(interventionId, { start: at(18, '13:00'), end: at(18, '15:00') }),
    ).rejects.toMatchObject({
      code: 'stale',
      field: 'revision',
      details: { current: current, given: { revision: 1 } },
    });
  });

  it('is for planning roles, open interventions and this business unit', async () => {
    const { interventionId } = await create();
    for (const roles of [['technician'], []] as const)
      await expect(
        office.core.bookings.plan({ ...office.supervisor, roles }, { interventionId, ...offer() }),
      ).rejects.toMatchObject({ code: 'not-allowed', reason: 'role' });
    await expect(plan('01a1ffa6-0000-7000-8000-000000000000')).rejects.toMatchObject({ code: 'not-found' });
    await expect(plan(interventionId, { date: '2027-02-30' })).rejects.toMatchObject({
      code: 'invalid',
      field: 'date',
    });
    await office.core.bookings.cancel(office.supervisor, {
      interventionId,
      reason: 'other',
      idempotencyKey: office.key(),
    });
    await expect(plan(interventionId, { revision: 2 })).rejects.toMatchObject({
      code: 'not-allowed',
      reason: 'status',
    });
  });
});
