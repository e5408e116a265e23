import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { at, openBookingOffice, type BookingOffice } from '../../../../test/fixtures/booking-office.ts';
import { localDate } from '../shared/local-time.ts';
import type { PlanningRules } from './planning-rules-types.ts';

let office: BookingOffice;
let customerId: string;
beforeEach(async () => {
  office = await openBookingOffice();
  ({ customerId } = office.company.customers.mario);
});
afterEach(() => office.close());

const save = async (changes: Partial<PlanningRules>) => {
  const { lastTechnicianId: _, ...now } = await office.core.planningRules.read(office.supervisor, customerId);
  await office.core.planningRules.save(office.supervisor, { ...now, ...changes, customerId });
};
const assist = (more: object = {}) =>
  office.core.availability.assist(office.supervisor, { ...office.service(), days: 14, ...more });
const technicians = async () => new Set((await assist()).offers.map(({ technician }) => technician.id));

describe('CAD-PL-20 opening hours', () => {
  it('leave out every window in which the whole visit is not inside them', async () => {
    const before = await assist();
    await save({
      openingHours: {
        2: [{ from: '09:00', to: '11:30' }],
        4: [
          { from: '08:00', to: '10:00' },
          { from: '14:00', to: '16:00' },
        ],
      },
    });
    const { offers } = await assist();
    expect(offers.length).toBeGreaterThan(0);
    expect(offers.length).toBeLessThan(before.offers.length);
    const minute = (instant: number) => new Date((instant + 3600) * 1000).toISOString().slice(11, 16);
    const weekday = (instant: number) => new Date(`${localDate(instant, 'Europe/Vaduz')}T12:00Z`).getUTCDay();
    for (const { plannedStart } of offers) {
      // An hour's service from the planned start.
      const [from, to] = [minute(plannedStart), minute(plannedStart + 3600)];
      const inside =
        weekday(plannedStart) === 2
          ? from >= '09:00' && to <= '11:30'
          : weekday(plannedStart) === 4 &&
            ((from >= '08:00' && to <= '10:00') || (from >= '14:00' && to <= '16:00'));
      expect(inside, `${weekday(plannedStart)} ${from}`).toBe(true);
    }
  });

  it('are refused when they overlap, and not changed by an older form', async () => {
    const overlapping = {
      1: [
        { from: '08:00', to: '12:00' },
        { from: '11:00', to: '13:00' },
      ],
    };
    await expect(save({ openingHours: overlapping })).rejects.toMatchObject({
      code: 'invalid',
      field: 'openingHours.1',
    });
    const { lastTechnicianId: _, ...seen } = await office.core.planningRules.read(
      office.supervisor,
      customerId,
    );
    await save({ openingHours: { 1: [{ from: '08:00', to: '12:00' }] } });
    await expect(
      office.core.planningRules.save(office.supervisor, {
        ...seen,
        customerId,
        openingHours: { 2: [{ from: '08:00', to: '12:00' }] },
      }),
    ).rejects.toMatchObject({
      code: 'stale',
      details: {
        current: { openingHours: { 1: [{ from: '08:00', to: '12:00' }] } },
        given: { revision: seen.revision },
      },
    });
  });
});

describe('CAD-PL-21 assignment preference', () => {
  it('restrict: only those are proposed, to staff, in the portal, and when it is confirmed', async () => {
    const { anna, ben } = office.company.technicians;
    expect(await technicians()).toEqual(new Set([anna, ben]));
    await save({ mode: 'restrict', technicianIds: [ben] });
    expect(await technicians()).toEqual(new Set([ben]));
    expect((await assist()).rejected).toContainEqual({
      code: 'assignment',
      count: expect.any(Number) as number,
    });
    const start = at(18, '09:00');
    await expect(office.planned('mario', anna, start)).rejects.toThrow(/not planned/);
    const booked = await office.booked(office.mario, start);
    const page = await office.core.interventions.page(office.supervisor, booked.interventionId);
    expect(page.technician?.id).toBe(ben);
  });

  it('restrict: a hold made before takes somebody who is allowed when it is confirmed', async () => {
    const { anna, ben } = office.company.technicians;
    const held = await office.held(office.mario, at(18, '09:00'));
    await save({ mode: 'restrict', technicianIds: [ben] });
    const confirmed = await office.core.bookings.confirm(office.mario, {
      holdId: held.id,
      idempotencyKey: office.key(),
    });
    if (confirmed.kind !== 'confirmed') throw new Error('not confirmed');
    const page = await office.core.interventions.page(office.supervisor, confirmed.interventionId);
    expect(page.technician?.id).toBe(ben);
    expect(page.technician?.id).not.toBe(anna);
  });

  it('prefer: the others are still proposed, and rank behind them in the same window', async () => {
    const { anna, ben } = office.company.technicians;
    const firstOf = async () => {
      const { offers } = await assist();
      const byWindow = Map.groupBy(offers, ({ start }) => start);
      return [...byWindow.values()]
        .filter((both) => both.length === 2)
        .map(([first]) => first!.technician.id);
    };
    const before = await firstOf();
    expect(before.length).toBeGreaterThan(10);
    const less = before.filter((id) => id === ben).length < before.length / 2 ? ben : anna;
    await save({ mode: 'prefer', technicianIds: [less] });
    const after = await firstOf();
    expect(await technicians()).toEqual(new Set([anna, ben]));
    expect(after.filter((id) => id === less).length).toBeGreaterThan(
      before.filter((id) => id === less).length,
    );
    expect(new Set(after)).toEqual(new Set([less]));
  });

  it('the last technician is one of them, and while nobody came yet nobody is kept away', async () => {
    const { anna, ben } = office.company.technicians;
    await save({ mode: 'restrict', technicianIds: [], last: true });
    expect(await technicians()).toEqual(new Set([anna, ben]));
    await office.planned('mario', ben, at(18, '09:00'));
    expect(await technicians()).toEqual(new Set([ben]));
    expect(await office.core.planningRules.read(office.supervisor, customerId)).toMatchObject({
      lastTechnicianId: ben,
    });
  });

  it('nobody at all, or somebody of another company, is refused; without a mode nobody is kept', async () => {
    await expect(save({ mode: 'prefer', technicianIds: [] })).rejects.toMatchObject({ reason: 'nobody' });
    await expect(save({ mode: 'prefer', technicianIds: [customerId] })).rejects.toMatchObject({
      reason: 'not-ours',
    });
    await save({ mode: null, technicianIds: [office.company.technicians.anna], last: true });
    expect(await office.core.planningRules.read(office.supervisor, customerId)).toMatchObject({
      mode: null,
      technicianIds: [],
      last: false,
    });
  });
});
