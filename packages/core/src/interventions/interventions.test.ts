import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { at, openBookingOffice, type BookingOffice } from '../../../../test/fixtures/booking-office.ts';
import { accessScope, staffScope } from '../../../../test/fixtures/scopes.ts';
import { mondayMorning } from '../../../../test/fixtures/small-company.ts';
import { contextOf } from '../create-core.ts';
import { setUp } from '../set-up/index.ts';

let office: BookingOffice;
beforeEach(async () => {
  office = await openBookingOffice();
});
afterEach(() => office.close());

const home = (scope = office.mario) => office.core.interventions.home(scope);
const list = (filter: object = {}, scope = office.supervisor) =>
  office.core.interventions.list(scope, filter);
const references = async (filter: object) =>
  (await list(filter)).items.map(({ reference }) => reference).sort();

describe('home', () => {
  it('of a newcomer is empty, and says whether there is something to book', async () => {
    expect(await home()).toEqual({ next: null, upcoming: [], recent: [], canBook: true, actions: [] });
    const dora = accessScope(office.company, office.company.customers.dora);
    expect(await home(dora)).toMatchObject({ canBook: false });
  });

  it('next visit first, others by time, unplanned work last, what happened newest first', async () => {
    const later = await office.booked(office.mario, at(20, '09:00'));
    office.clock.advance(60);
    const soon = await office.booked(office.mario, at(13, '09:00'));
    const { customerId, addressIds } = office.company.customers.mario;
    const unplanned = await office.core.interventions.create(office.supervisor, {
      activityTypeId: office.company.types.repair,
      customerId,
      addressId: addressIds[1]!,
      comment: 'Noise',
      idempotencyKey: office.key(),
    });
    await office.booked(office.lisa, at(14, '09:00'));
    const seen = await home();
    expect(seen.next).toMatchObject({ id: soon.interventionId, promise: soon.promise });
    expect(seen.next!.actions.reschedule).toEqual({ available: true, until: at(13, '09:00') - 12 * 3600 });
    expect(seen.upcoming.map(({ id }) => id)).toEqual([later.interventionId, unplanned.interventionId]);
    expect(seen.upcoming[1]).toMatchObject({
      promise: null,
      technicianName: null,
      duration: 7200,
      actions: {
        reschedule: { available: false, reason: 'not-planned' },
        cancel: { available: true, until: null },
      },
    });
    expect(seen.recent.map(({ kind, actorName }) => [kind, actorName])).toEqual([
      ['intervention.created', null],
      ['intervention.booked', 'Mario Sample'],
      ['intervention.booked', 'Mario Sample'],
    ]);
  });

  it('a visit is next until its window and its duration are over', async () => {
    const { interventionId } = await office.booked(office.mario, at(13, '09:00'));
    office.clock.set(at(13, '12:00'));
    expect((await home()).next?.id).toBe(interventionId);
    office.clock.advance(1);
    expect((await home()).next).toBeNull();
  });

  it('tells the past: what was closed', async () => {
    const day = 86_400;
    await setUp(office.core).closedInterventions({
      businessUnitId: office.company.businessUnitId,
      interventions: [
        {
          activityTypeId: office.company.types.service,
          addressId: office.company.customers.mario.addressIds[0]!,
          createdAt: mondayMorning - 20 * day,
          closedAt: mondayMorning - 10 * day,
          result: 'ok',
        },
      ],
    });
    const { recent, upcoming } = await home();
    expect(recent.map(({ kind, at: when }) => [kind, when])).toEqual([
      ['intervention.closed', mondayMorning - 10 * day],
      ['intervention.created', mondayMorning - 20 * day],
    ]);
    expect(upcoming).toEqual([]);
    const past = await office.core.interventions.forAccess(office.mario, recent[0]!.interventionId);
    expect(past).toMatchObject({
      status: 'terminated',
      result: 'ok',
      actions: { reschedule: { available: false, reason: 'status' } },
    });
  });
});

describe('what a customer may see', () => {
  it("is their own; another customer's, another unit's and none are told alike", async () => {
    const { interventionId } = await office.booked(office.mario, at(13, '09:00'));
    const see = (id: string, scope = office.lisa) => office.core.interventions.forAccess(scope, id);
    const refusals = await Promise.allSettled([
      see(interventionId),
      see('01a1ffa6-0000-7000-8000-000000000000'),
      see('x'),
    ]);
    const told = refusals.map((one) => (one.status === 'rejected' ? String(one.reason) : 'seen'));
    expect(new Set(told)).toEqual(
      new Set(['ItineraError: interventionId names nothing that is here for you']),
    );
    expect(await see(interventionId, office.mario)).toMatchObject({ id: interventionId });
  });

  it('is gone with the type: what the portal does not show is absent from everything (CAD-CO-01)', async () => {
    const { interventionId } = await office.booked(office.mario, at(13, '09:00'));
    const { db } = contextOf(office.core);
    await db.write(async (tx) => {
      await tx.update(tx.tables.activityType).set({ portalShown: false });
    });
    expect(await home()).toEqual({ next: null, upcoming: [], recent: [], canBook: false, actions: [] });
    await expect(office.core.interventions.forAccess(office.mario, interventionId)).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await list()).toMatchObject({ total: 1 });
  });

  it('a disabled access may do nothing, judged where it is done', async () => {
    const { interventionId } = await office.booked(office.mario, at(13, '09:00'));
    const hold = await office.held(office.mario, at(14, '09:00'));
    await setUp(office.core).setAccessEnabled(office.company.businessUnitId, office.mario.accessId, false);
    const key = office.key();
    await expect(
      office.core.bookings.cancel(office.mario, { interventionId, reason: 'other', idempotencyKey: key }),
    ).rejects.toMatchObject({ code: 'not-allowed', reason: 'not-configured' });
    await expect(
      office.core.bookings.confirm(office.mario, { holdId: hold.id, idempotencyKey: key }),
    ).rejects.toMatchObject({ code: 'not-found' });
    await expect(office.core.availability.find(office.mario, office.service())).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('list', () => {
  it('finds by reference, name and address, whatever the letter case', async () => {
    await office.booked(office.mario, at(13, '09:00'));
    await office.booked(office.lisa, at(14, '09:00'));
    expect(await references({})).toEqual(['V-00001', 'V-00002']);
    expect(await references({ search: 'v-00002' })).toEqual(['V-00002']);
    expect(await references({ search: 'MARIO' })).toEqual(['V-00001']);
    expect(await references({ search: 'städtle' })).toEqual(['V-00001']);
    expect(await references({ search: '9496' })).toEqual(['V-00002']);
    expect(await references({ search: '%' })).toEqual([]);
  });

  it('filters by status, plan, technician, customer and dates of the unit', async () => {
    const { anna, ben } = office.company.technicians;
    await office.planned('mario', anna, at(13, '09:00'));
    await office.planned('lisa', ben, at(14, '13:00'));
    const { customerId, addressIds } = office.company.customers.mario;
    const { interventionId } = await office.core.interventions.create(office.supervisor, {
      activityTypeId: office.company.types.service,
      customerId,
      addressId: addressIds[0]!,
      comment: '',
      idempotencyKey: office.key(),
    });
    expect(await references({ planned: false })).toEqual(['V-00003']);
    expect(await references({ planned: true })).toEqual(['V-00001', 'V-00002']);
    expect(await references({ technicianId: ben })).toEqual(['V-00002']);
    expect(await references({ customerId })).toEqual(['V-00001', 'V-00003']);
    expect(await references({ from: '2027-01-13', to: '2027-01-13' })).toEqual(['V-00001']);
    expect(await references({ from: '2027-01-14' })).toEqual(['V-00002']);
    expect(await references({ to: '2027-01-12' })).toEqual([]);
    await office.core.bookings.cancel(office.supervisor, {
      interventionId,
      reason: 'other',
      idempotencyKey: office.key(),
    });
    expect(await references({ status: ['canceled'] })).toEqual(['V-00003']);
    expect(await references({ status: ['pending'] })).toEqual(['V-00001', 'V-00002']);
    expect(await references({ customerId: 'no-id' })).toEqual([]);
  });

  it('comes 25 a page, newest first, and names what is wrong with a filter', async () => {
    const { customerId, addressIds } = office.company.customers.mario;
    for (let n = 0; n < 27; n++)
      await office.core.interventions.create(office.supervisor, {
        activityTypeId: office.company.types.service,
        customerId,
        addressId: addressIds[0]!,
        comment: '',
        idempotencyKey: office.key(),
      });
    const [first, second] = [await list(), await list({ page: 2 })];
    expect([first.total, first.items.length, second.items.length]).toEqual([27, 25, 2]);
    expect([first.items[0]!.reference, second.items[1]!.reference]).toEqual(['V-00027', 'V-00001']);
    await expect(list({ page: 0 })).rejects.toMatchObject({ code: 'invalid', field: 'page' });
    await expect(list({ from: 'today' })).rejects.toMatchObject({ code: 'invalid', field: 'from' });
    await expect(list({ status: ['done'] })).rejects.toMatchObject({ code: 'invalid', field: 'status.0' });
  });

  it('a technician sees their own work only (CAD-US-02)', async () => {
    const { anna, ben } = office.company.technicians;
    const own = await office.planned('mario', anna, at(13, '09:00'));
    const other = await office.planned('lisa', ben, at(14, '13:00'));
    const make = setUp(office.core);
    const { staffUserId } = await make.staffUser({
      companyId: office.company.companyId,
      name: 'Anna Sample',
      email: 'anna@vaduz-heating.example',
      language: 'en',
      roles: [{ businessUnitId: office.company.businessUnitId, role: 'technician' }],
    });
    const { db } = contextOf(office.core);
    await db.write(async (tx) => {
      const { technician } = tx.tables;
      for (const row of await tx.select().from(technician))
        if (row.id === anna)
          await tx
            .insert(technician)
            .values({ ...row, staffUserId })
            .onConflictDoUpdate({ target: technician.id, set: { staffUserId } });
    });
    const scope = staffScope(office.company, staffUserId, ['technician']);
    expect((await list({}, scope)).items.map(({ reference }) => reference)).toEqual([own.reference]);
    expect((await list({ technicianId: ben }, scope)).items).toEqual([]);
    expect(await office.core.interventions.page(scope, own.interventionId)).toMatchObject({
      can: { plan: false, move: false, cancel: false },
    });
    await expect(office.core.interventions.page(scope, other.interventionId)).rejects.toMatchObject({
      code: 'not-found',
    });
    const day = await office.core.availability.routeDay(scope, anna, '2027-01-13');
    expect(day.stops).toHaveLength(1);
    const stranger = staffScope(office.company, office.company.supervisor.staffUserId, ['technician']);
    expect(await list({}, stranger)).toMatchObject({ items: [], total: 0 });
  });
});

describe('create', () => {
  const input = (more: object = {}) => ({
    activityTypeId: office.company.types.service,
    customerId: office.company.customers.mario.customerId,
    addressId: office.company.customers.mario.addressIds[0]!,
    comment: ' Noise in the attic ',
    idempotencyKey: office.key(),
    ...more,
  });
  const create = (more: object = {}) => office.core.interventions.create(office.supervisor, input(more));

  it('once for a key, with a reference and an event', async () => {
    const same = input();
    const made = await Promise.all(
      Array.from({ length: 5 }, () => office.core.interventions.create(office.supervisor, same)),
    );
    expect(new Set(made.map(({ reference }) => reference))).toEqual(new Set(['V-00001']));
    const page = await office.core.interventions.page(office.supervisor, made[0]!.interventionId);
    expect(page).toMatchObject({
      status: 'pending',
      comment: 'Noise in the attic',
      duration: 3600,
      revision: 1,
    });
    expect(page.history).toHaveLength(1);
    await expect(
      office.core.interventions.create(office.supervisor, { ...same, comment: 'Another' }),
    ).rejects.toMatchObject({ code: 'key-reused' });
  });

  it('keeps customer and address together, and planning to planners', async () => {
    await expect(create({ addressId: office.company.customers.lisa.addressIds[0] })).rejects.toMatchObject({
      code: 'not-found',
      field: 'addressId',
    });
    await expect(create({ customerId: 'x' })).rejects.toMatchObject({
      code: 'not-found',
      field: 'customerId',
    });
    await expect(create({ comment: 'x'.repeat(2001) })).rejects.toMatchObject({
      code: 'invalid',
      field: 'comment',
    });
    const technician = { ...office.supervisor, roles: ['technician'] as const };
    await expect(office.core.interventions.create(technician, input())).rejects.toMatchObject({
      code: 'not-allowed',
      reason: 'role',
    });
    expect((await list()).total).toBe(0);
  });
});
