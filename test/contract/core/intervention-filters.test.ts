import type { InterventionFilter } from '@itinera/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { at, openBookingOffice, type BookingOffice } from '../../fixtures/booking-office.ts';
import { engines, makeMigratedTarget } from '../db/stores.ts';

describe.each(engines)('the list of interventions is narrowed, on %s', (engine) => {
  let office: BookingOffice;
  let drop: () => Promise<void>;
  /** By what they are: their references, in the order in which they were made. */
  let made: Record<'booked' | 'planned' | 'bare' | 'repair' | 'canceled', string>;
  let ids: Record<'planned' | 'bare' | 'canceled', string>;
  beforeAll(async () => {
    const { store, drop: away } = await makeMigratedTarget(engine);
    drop = away;
    office = await openBookingOffice(store);
    const { core, company, supervisor } = office;
    const bare = async (activityTypeId: string) =>
      core.interventions.create(supervisor, {
        ...office.service(),
        activityTypeId,
        customerId: company.customers.mario.customerId,
        comment: '',
        idempotencyKey: office.key(),
      });
    const booked = await office.booked(office.mario, at(13, '09:00'));
    office.clock.advance(60);
    const planned = await office.planned('lisa', company.technicians.anna, at(14, '13:00'));
    office.clock.advance(60);
    const without = await bare(company.types.service);
    const repair = await bare(company.types.repair);
    const canceled = await bare(company.types.service);
    office.clock.advance(24 * 3600);
    await core.bookings.cancel(supervisor, {
      interventionId: canceled.interventionId,
      reason: 'other',
      details: '',
      idempotencyKey: office.key(),
    });
    made = {
      booked: booked.reference,
      planned: planned.reference,
      bare: without.reference,
      repair: repair.reference,
      canceled: canceled.reference,
    };
    ids = {
      planned: planned.interventionId,
      bare: without.interventionId,
      canceled: canceled.interventionId,
    };
  });
  afterAll(async () => {
    await office.close();
    await drop();
  });

  const found = async (filter: InterventionFilter) => {
    const { items, total } = await office.core.interventions.list(office.supervisor, filter);
    expect(items).toHaveLength(total);
    return items.map(({ reference }) => Object.entries(made).find(([, one]) => one === reference)?.[0]);
  };
  const all = ['canceled', 'repair', 'bare', 'planned', 'booked'];

  test('CAD-PL-26 with and without a confirmed appointment: the portal confirms, planning by staff does not', async () => {
    expect(await found({})).toEqual(all);
    expect(await found({ confirmed: true })).toEqual(['booked']);
    expect(await found({ confirmed: false })).toEqual(['canceled', 'repair', 'bare', 'planned']);
  });

  test('CAD-IM-04 by statuses, types, without a start, when it was changed last, sorted', async () => {
    const { service, repair } = office.company.types;
    expect(await found({ status: ['canceled', 'pending'] })).toEqual(all);
    expect(await found({ status: ['canceled'] })).toEqual(['canceled']);
    expect(await found({ typeIds: [repair] })).toEqual(['repair']);
    expect(await found({ typeIds: [repair, service] })).toEqual(all);
    expect(await found({ typeIds: ['none'] })).toEqual([]);
    expect(await found({ withoutStart: true })).toEqual(['canceled', 'repair', 'bare']);
    expect(await found({ withoutStart: false })).toEqual(['planned', 'booked']);
    expect(await found({ updatedFrom: '2027-01-12' })).toEqual(['canceled']);
    expect(await found({ updatedTo: '2027-01-11' })).toEqual(['repair', 'bare', 'planned', 'booked']);
    expect(await found({ updatedFrom: '2027-01-11', updatedTo: '2027-01-12' })).toEqual(all);
    expect(await found({ updatedFrom: '2027-01-13' })).toEqual([]);
    expect((await found({ sort: 'updated' }))[0]).toBe('canceled');
    expect((await found({ sort: 'updated-oldest' })).slice(0, 2)).toEqual(['booked', 'planned']);
    expect((await found({ sort: 'oldest' })).slice(0, 2)).toEqual(['booked', 'planned']);
    expect((await found({ sort: 'promise-latest' })).slice(0, 2)).toEqual(['planned', 'booked']);
    expect((await found({ sort: 'promise' })).slice(0, 2)).toEqual(['booked', 'planned']);
  });

  test('combined, all hold; what is no value is refused by its name', async () => {
    expect(
      await found({
        status: ['pending'],
        typeIds: [office.company.types.service],
        confirmed: false,
        withoutStart: true,
        updatedTo: '2027-01-11',
        sort: 'oldest',
      }),
    ).toEqual(['bare']);
    expect(await found({ confirmed: true, withoutStart: true })).toEqual([]);
    for (const [filter, field] of [
      [{ sort: 'colour' }, 'sort'],
      [{ updatedFrom: 'soon' }, 'updatedFrom'],
      [{ status: ['lost'] }, 'status.0'],
    ] as const)
      await expect(
        office.core.interventions.list(office.supervisor, filter as unknown as InterventionFilter),
      ).rejects.toMatchObject({ code: 'invalid', field });
  });

  test('CAD-PL-26 staff note that the customer confirmed a time, and take it back; another time is another question', async () => {
    const { core, supervisor } = office;
    const page = async () => core.interventions.page(supervisor, ids.planned);
    const set = async (confirmed: boolean, id = ids.planned) => {
      const { revision } = await core.interventions.page(supervisor, id);
      await core.interventions.setConfirmed(supervisor, { interventionId: id, confirmed, revision });
    };
    expect(await page()).toMatchObject({ confirmedAt: null, can: { confirm: true } });
    await set(true);
    expect(await found({ confirmed: true })).toEqual(['planned', 'booked']);
    const agreed = await page();
    expect(agreed.confirmedAt).toBe(office.clock.now());
    expect(agreed.history[0]).toMatchObject({ kind: 'intervention.agreed', promise: agreed.promise });
    await set(true);
    expect(await page(), 'what is so already stays').toEqual(agreed);
    await expect(
      core.interventions.setConfirmed(supervisor, {
        interventionId: ids.planned,
        confirmed: false,
        revision: 1,
      }),
    ).rejects.toMatchObject({ code: 'stale', details: { current: { reference: agreed.reference } } });
    await set(false);
    expect(await found({ confirmed: true })).toEqual(['booked']);
    expect((await page()).history[0]).toMatchObject({ kind: 'intervention.not-agreed' });

    await expect(set(true, ids.bare)).rejects.toMatchObject({ code: 'not-allowed', reason: 'not-promised' });
    await expect(set(true, ids.canceled)).rejects.toMatchObject({ code: 'not-allowed', reason: 'status' });
  });
});
