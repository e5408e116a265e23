import { findAddress, updateAddress } from '@itinera/db';
import { contextOf } from '@itinera/core/set-up';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { at, openBookingOffice, type BookingOffice } from '../../fixtures/booking-office.ts';
import { engines, makeMigratedTarget } from '../db/stores.ts';

describe.each(engines)('what needs attention on %s (CAD-PL-33)', (engine) => {
  let office: BookingOffice;
  let close: () => Promise<void>;
  beforeEach(async () => {
    const { store, drop } = await makeMigratedTarget(engine);
    office = await openBookingOffice(store);
    close = async () => {
      await office.close();
      await drop();
    };
  });
  afterEach(() => close());

  const attention = () => office.core.interventions.attention(office.supervisor);
  const problems = async () =>
    Object.fromEntries((await attention()).items.map((item) => [item.reference, item.problems]));
  const none = {
    'to-confirm': 0,
    'not-closed': 0,
    'to-check': 0,
    'late-report': 0,
    'report-unsent': 0,
    'not-located': 0,
    unassigned: 0,
    'no-slot': 0,
    unplanned: 0,
  };

  async function unplanned() {
    const { customerId, addressIds } = office.company.customers.mario;
    return office.core.interventions.create(office.supervisor, {
      activityTypeId: office.company.types.service,
      customerId,
      addressId: addressIds[0] ?? '',
      comment: '',
      idempotencyKey: office.key(),
    });
  }

  async function locateMario(location: 'located' | 'not-located') {
    const { businessUnitId, customers } = office.company;
    const id = customers.mario.addressIds[0] ?? '';
    const { db } = contextOf(office.core);
    await db.write(async (tx) => {
      const row = await findAddress(tx, businessUnitId, id);
      await updateAddress(tx, businessUnitId, id, row?.revision ?? 0, { location });
    });
  }

  test('each problem appears when it is there and is gone when it is solved', async () => {
    expect(await attention()).toEqual({ counts: none, items: [], staleCalendars: [] });

    const open = await unplanned();
    expect(await problems()).toEqual({ [open.reference]: ['unplanned'] });
    await locateMario('not-located');
    expect(await problems()).toEqual({ [open.reference]: ['not-located', 'unplanned'] });
    expect((await attention()).counts).toEqual({ ...none, 'not-located': 1, unplanned: 1 });
    await locateMario('located');

    const kept = await office.planned('lisa', office.company.technicians.anna, at(11, '10:00'));
    const { db } = contextOf(office.core);
    const promise = (start: number | null) =>
      db.write(async (tx) => {
        const { part } = tx.tables;
        await tx.update(part).set({ promiseStart: start, promiseEnd: start });
      });
    const planned = await office.core.interventions.page(office.supervisor, kept.interventionId);
    // An hour after its planned end it should have been closed, and not before.
    office.clock.set((planned.plannedEnd ?? 0) + 3600);
    expect(await problems()).toEqual({ [open.reference]: ['unplanned'] });
    office.clock.advance(3600);
    expect(await problems()).toEqual({ [kept.reference]: ['not-closed'], [open.reference]: ['unplanned'] });
    await db.write(async (tx) => {
      const { intervention } = tx.tables;
      await tx.update(intervention).set({ status: 'terminated' });
    });
    expect(await attention()).toEqual({ counts: none, items: [], staleCalendars: [] });

    // Promised and nobody's: what is left when the stop is taken out of its day.
    await db.write(async (tx) => {
      const { intervention, assignment } = tx.tables;
      await tx.update(intervention).set({ status: 'pending' });
      await tx.delete(assignment);
    });
    await promise(at(12, '10:00'));
    expect((await attention()).counts).toEqual({ ...none, unassigned: 2 });
    await promise(null);
    expect((await attention()).counts).toEqual({ ...none, unplanned: 2 });
  });

  test('ten are shown, all are counted and listed by their problem', async () => {
    for (let n = 0; n < 12; n += 1) await unplanned();
    const { counts, items } = await attention();
    expect([counts.unplanned, items.length]).toEqual([12, 10]);
    const list = (problem: 'unplanned' | 'unassigned') =>
      office.core.interventions.list(office.supervisor, { problem });
    expect((await list('unplanned')).total).toBe(12);
    expect((await list('unassigned')).total).toBe(0);
  });
});
