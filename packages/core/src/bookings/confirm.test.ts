import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  allKept,
  at,
  openBookingOffice,
  type BookingOffice,
} from '../../../../test/fixtures/booking-office.ts';
import { staffScope } from '../../../../test/fixtures/scopes.ts';
import { contextOf } from '../create-core.ts';

let office: BookingOffice;
beforeEach(async () => {
  office = await openBookingOffice();
});
afterEach(() => office.close());

const eventKinds = async () => {
  const q = contextOf(office.core).db.read;
  return (await q.select().from(q.tables.event).orderBy(q.tables.event.sequence)).map(({ kind }) => kind);
};
const messages = async () => {
  const q = contextOf(office.core).db.read;
  return q.select().from(q.tables.message);
};
const confirm = (holdId: string, key = office.key()) =>
  office.core.bookings.confirm(office.mario, { holdId, idempotencyKey: key });

/** Three services at one place, from 09:00, 10:00 and 11:00: no fourth can begin between 09:00 and 11:00. */
const fill = async (technicianId: string, start: number) => {
  for (let n = 0; n < 3; n++) await office.planned('lisa', technicianId, start);
};

describe('confirm', () => {
  it('makes the visit of the hold, once, with event and message in the same write (CAD-AC-03, CAD-PL-26)', async () => {
    const hold = await office.held(office.mario, at(13, '09:00'));
    const key = office.key();
    const confirmed = await office.core.bookings.confirm(office.mario, {
      holdId: hold.id,
      comment: 'Ring twice',
      idempotencyKey: key,
    });
    expect(confirmed).toMatchObject({
      kind: 'confirmed',
      reference: 'V-00001',
      promise: hold.promise,
      rescheduled: false,
    });
    if (confirmed.kind !== 'confirmed') return;
    const page = await office.core.interventions.page(office.supervisor, confirmed.interventionId);
    expect(page).toMatchObject({
      status: 'pending',
      comment: 'Ring twice',
      promise: hold.promise,
      date: '2027-01-13',
      can: { plan: false, move: true, cancel: true },
    });
    expect(await eventKinds()).toEqual(['hold.placed', 'intervention.booked', 'hold.confirmed']);
    expect(await messages()).toMatchObject([{ kind: 'booking-confirmed', recipient: 'mario@example.com' }]);
    expect(await office.audit()).toMatchObject({ ...allKept, stops: 1 });
    // The same key again: the same answer and nothing more.
    expect(
      await office.core.bookings.confirm(office.mario, {
        holdId: hold.id,
        comment: 'Ring twice',
        idempotencyKey: key,
      }),
    ).toEqual(confirmed);
    expect(await messages()).toHaveLength(1);
  });

  it('with another key says what the hold became; with another request the key is refused (R7)', async () => {
    const hold = await office.held(office.mario, at(13, '09:00'));
    const key = office.key();
    const confirmed = await confirm(hold.id, key);
    await expect(confirm(hold.id)).rejects.toMatchObject({
      code: 'gone',
      reason: 'confirmed',
      details: { interventionId: confirmed.kind === 'confirmed' && confirmed.interventionId },
    });
    const other = await office.held(office.mario, at(14, '09:00'));
    await expect(confirm(other.id, key)).rejects.toMatchObject({ code: 'key-reused' });
    expect(await eventKinds()).toHaveLength(4);
  });

  it('the same key twenty times at once: one visit, twenty times the same answer (R7)', async () => {
    const hold = await office.held(office.mario, at(13, '09:00'));
    const key = office.key();
    const answers = await Promise.all(Array.from({ length: 20 }, () => confirm(hold.id, key)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect((await office.core.interventions.list(office.supervisor, {})).total).toBe(1);
    expect(await messages()).toHaveLength(1);
  });

  it('twenty different keys at once: one visit, the others are told that it is done', async () => {
    const hold = await office.held(office.mario, at(13, '09:00'));
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => confirm(hold.id)));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of answers)
      if (answer.status === 'rejected')
        expect(answer.reason).toMatchObject({ code: 'gone', reason: 'confirmed' });
    expect((await office.core.interventions.list(office.supervisor, {})).total).toBe(1);
  });

  it('a live hold is kept by whatever leaves it a time, even where later work took what it had to spare', async () => {
    const { core, company } = office;
    const administrator = staffScope(company, company.supervisor.staffUserId, ['administrator']);
    const change = async (activityTypeId: string, changes: { slack: number; width?: number }) => {
      const { revision } = await core.catalogue.page(administrator, activityTypeId);
      await core.catalogue.save(administrator, { activityTypeId, revision, changes });
    };
    await change(company.types.service, { slack: 5400 });
    await change(company.types.repair, { slack: 0, width: 1800 });
    // On Fridays anna works alone: the hold may begin from eight to ten.
    const hold = await office.held(office.mario, at(15, '08:00'));
    const repair = await core.interventions.create(office.supervisor, {
      activityTypeId: company.types.repair,
      customerId: company.customers.lisa.customerId,
      addressId: company.customers.lisa.addressIds[0]!,
      comment: '',
      idempotencyKey: office.key(),
    });
    const start = at(15, '09:00');
    const planned = await core.bookings.plan(office.supervisor, {
      ...{ interventionId: repair.interventionId, technicianId: company.technicians.anna },
      ...{ date: '2027-01-15', start, end: start + 1800, revision: 1, idempotencyKey: office.key() },
    });
    expect(planned.kind).toBe('confirmed');
    expect(await confirm(hold.id)).toMatchObject({ kind: 'confirmed', promise: hold.promise });
    expect(await office.audit()).toMatchObject({ ...allKept, stops: 2 });
  });

  it('takes an expired hold again while the room is still there', async () => {
    const hold = await office.held(office.mario, at(13, '09:00'));
    office.clock.advance(3600);
    expect(await confirm(hold.id)).toMatchObject({ kind: 'confirmed', promise: hold.promise });
    expect(await office.audit()).toMatchObject({ ...allKept, stops: 1 });
  });

  it('an expired hold whose room is taken: the other technician keeps the same window', async () => {
    const start = at(18, '09:00');
    const { anna, ben } = office.company.technicians;
    const hold = await office.held(office.mario, start);
    office.clock.advance(600);
    await fill(anna, start);
    expect(await confirm(hold.id)).toMatchObject({ kind: 'confirmed', promise: hold.promise });
    const { items } = await office.core.interventions.list(office.supervisor, { technicianId: ben });
    expect(items).toMatchObject([{ customerName: 'Mario Sample' }]);
    expect(await office.audit()).toMatchObject({ ...allKept, stops: 4 });
  });

  it('an expired hold that nobody can keep any more: the nearest windows, and they can be held', async () => {
    const start = at(18, '09:00');
    const { anna, ben } = office.company.technicians;
    const hold = await office.held(office.mario, start);
    office.clock.advance(600);
    await fill(anna, start);
    await fill(ben, start);
    const key = office.key();
    const answer = await confirm(hold.id, key);
    if (answer.kind !== 'alternatives') throw new Error('it was confirmed');
    expect(answer.windows.length).toBeGreaterThan(2);
    const distances = answer.windows.map((window) => Math.abs(window.start - start));
    expect(distances).toEqual(distances.toSorted((a, b) => a - b));
    await office.held(office.mario, answer.windows[0]!.start);
    expect(await office.audit()).toMatchObject({ ...allKept, stops: 7 });
  });

  it("somebody else's hold is not found, and neither is one that never was", async () => {
    const hold = await office.held(office.mario, at(13, '09:00'));
    for (const holdId of [hold.id, '01a1ffa6-0000-7000-8000-000000000000', 'no-id', '']) {
      const calls = [
        office.core.bookings.confirm(office.lisa, { holdId, idempotencyKey: office.key() }),
        office.core.bookings.heldSlot(office.lisa, holdId),
        office.core.bookings.extendHold(office.lisa, { holdId, idempotencyKey: office.key() }),
        office.core.bookings.releaseHold(office.lisa, { holdId, idempotencyKey: office.key() }),
      ];
      for (const call of await Promise.allSettled(calls))
        expect(call).toMatchObject({ status: 'rejected', reason: { code: 'not-found' } });
    }
    // The control: its owner finds it.
    expect(await office.core.bookings.heldSlot(office.mario, hold.id)).toMatchObject(hold);
  });
});
