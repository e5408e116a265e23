import type { PlanByHandResult, PlanWarning } from '../index.ts';
import { contextOf } from '@itinera/core/set-up';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  allKept,
  at,
  openBookingOffice,
  type BookingOffice,
} from '../../../../test/fixtures/booking-office.ts';

let office: BookingOffice;
beforeEach(async () => {
  office = await openBookingOffice();
});
afterEach(() => office.close());

const create = async (of: 'mario' | 'lisa' = 'mario') => {
  const { customerId } = office.company.customers[of];
  const input = { ...office.service(of), customerId, comment: '', idempotencyKey: office.key() };
  return (await office.core.interventions.create(office.supervisor, input)).interventionId;
};
const byHand = (interventionId: string, time: string, more: object = {}) =>
  office.core.bookings.planByHand(office.supervisor, {
    interventionId,
    technicianId: office.company.technicians.anna,
    at: `2027-01-18T${time}`,
    revision: 1,
    idempotencyKey: office.key(),
    ...more,
  });
const page = (id: string) => office.core.interventions.page(office.supervisor, id);
const warned = (result: PlanByHandResult): { warnings: PlanWarning[]; seen: string } => {
  if (result.kind !== 'warnings') throw new Error(`planned without a warning: ${JSON.stringify(result)}`);
  return result;
};

it('what the day has room for is planned at once, at any minute (CAD-PL-01)', async () => {
  const interventionId = await create();
  expect(await byHand(interventionId, '09:07')).toMatchObject({
    kind: 'confirmed',
    warnings: [],
    promise: { start: at(18, '09:07'), end: at(18, '11:07') },
  });
  expect(await page(interventionId)).toMatchObject({
    technician: { id: office.company.technicians.anna },
    plannedStart: at(18, '09:07'),
    plannedEnd: at(18, '10:07'),
    revision: 2,
  });
  expect(await office.audit()).toMatchObject({ ...allKept, stops: 1 });
});

it('over an absence it is saved with the warning, which names it; the assistant and the portal never offer it (CAD-PL-17)', async () => {
  const { core, company } = office;
  const { anna } = company.technicians;
  await core.technicians.saveAbsence(office.supervisor, {
    technicianId: anna,
    from: '2027-01-18T09:00',
    to: '2027-01-18T12:00',
    reason: 'Dentist',
    repeat: null,
  });
  const interventionId = await create();
  const { warnings, seen } = warned(await byHand(interventionId, '11:00'));
  expect(warnings).toEqual([
    {
      kind: 'off',
      start: at(18, '11:00'),
      end: at(18, '12:00'),
      reasons: [{ kind: 'absence', name: 'Dentist' }],
    },
  ]);
  expect(await page(interventionId), 'nothing was planned').toMatchObject({ promise: null, revision: 1 });
  // What was told is accepted, and nothing else.
  warned(await byHand(interventionId, '11:00', { accepted: 'another' }));
  expect(await byHand(interventionId, '11:00', { accepted: seen })).toMatchObject({
    kind: 'confirmed',
    warnings,
  });
  expect(await page(interventionId)).toMatchObject({
    plannedStart: at(18, '11:00'),
    revision: 2,
    history: [
      { kind: 'intervention.planned', over: ['off'], actorName: 'Sara Sample' },
      { kind: 'intervention.created', over: [] },
    ],
  });
  const choice = await core.availability.assist(office.supervisor, {
    ...office.service('lisa'),
    from: '2027-01-18',
    days: 1,
  });
  const ofAnna = choice.offers.filter(({ technician }) => technician.id === anna);
  expect(ofAnna.length).toBeGreaterThan(0);
  expect(ofAnna.filter(({ plannedStart }) => plannedStart < at(18, '12:00'))).toEqual([]);
});

it('over another visit both stay where they are, and the stop is marked as a deliberate overlap', async () => {
  const { anna } = office.company.technicians;
  const first = await office.planned('lisa', anna, at(18, '09:00'));
  const interventionId = await create();
  const { warnings, seen } = warned(await byHand(interventionId, '09:30'));
  expect(warnings).toContainEqual({
    kind: 'overlap',
    start: at(18, '09:00'),
    end: at(18, '10:00'),
    reference: first.reference,
  });
  expect(await byHand(interventionId, '09:30', { accepted: seen })).toMatchObject({
    kind: 'confirmed',
  });
  expect(await page(first.interventionId)).toMatchObject({ plannedStart: at(18, '09:00') });
  expect(await page(interventionId)).toMatchObject({ plannedStart: at(18, '09:30') });
  // The day shows both where they stand, and when the later one can really be reached.
  const day = await office.core.availability.routeDay(office.supervisor, anna, '2027-01-18');
  expect(day.stops).toMatchObject([
    { start: at(18, '09:00'), end: at(18, '10:00'), lateness: 0 },
    { start: at(18, '09:30'), end: at(18, '10:30'), lateness: 0 },
  ]);
  expect(day.stops[1]!.arrival).toBeGreaterThan(at(18, '10:00'));
  // The belt sees no overlap that nobody meant, and the broken day can still be planned on.
  expect(await office.audit()).toMatchObject({ overlaps: 0, stops: 2 });
  await office.planned('lisa', anna, at(18, '14:00'));
  // Who cancels it gives the time back.
  await office.core.bookings.cancel(office.supervisor, {
    interventionId,
    reason: 'other',
    idempotencyKey: office.key(),
  });
  expect(await office.audit()).toMatchObject({ ...allKept, stops: 2 });
});

it('others are timed around it within their promises, and no warning is given for what that mends', async () => {
  const { anna } = office.company.technicians;
  const first = await office.planned('lisa', anna, at(18, '09:00'));
  const interventionId = await create();
  const result = await byHand(interventionId, '08:30');
  expect(result).toMatchObject({ kind: 'confirmed', warnings: [] });
  const { plannedStart } = await page(first.interventionId);
  expect(plannedStart).toBeGreaterThan(at(18, '09:30'));
  expect(plannedStart).toBeLessThanOrEqual(at(18, '11:00'));
  expect(await office.audit()).toMatchObject({ ...allKept, stops: 2 });
});

it('warnings that came up meanwhile are told before anything is planned', async () => {
  const { anna } = office.company.technicians;
  const interventionId = await create();
  const { seen } = warned(await byHand(interventionId, '11:45'));
  await office.planned('lisa', anna, at(18, '11:00'));
  const again = warned(await byHand(interventionId, '11:45', { accepted: seen }));
  expect(again.warnings).not.toEqual([]);
  expect(again.seen).not.toBe(seen);
});

it('a promise that can no longer be kept is told with its seconds, and a skill that is missing with its level', async () => {
  const { anna, ben } = office.company.technicians;
  const first = await office.planned('lisa', anna, at(18, '09:30'));
  await office.planned('lisa', anna, at(18, '10:00'));
  const interventionId = await create();
  // Until twelve there is room for one more after it, not for two: the first, put after the second, begins after lunch.
  const { warnings } = warned(await byHand(interventionId, '09:00'));
  expect(warnings).toEqual([{ kind: 'day', code: 'late', by: 5400, reference: first.reference }]);
  const { customerId, addressIds } = office.company.customers.mario;
  const repair = await office.core.interventions.create(office.supervisor, {
    activityTypeId: office.company.types.repair,
    ...{ customerId, addressId: addressIds[0]!, comment: '', idempotencyKey: office.key() },
  });
  const unskilled = await byHand(repair.interventionId, '15:00', { technicianId: ben });
  expect(warned(unskilled).warnings).toContainEqual({ kind: 'skill', code: 'heat-pump', level: 2 });
});

it('a technician on another clock has a day of another date: what stands there is met all the same', async () => {
  const { db } = contextOf(office.core);
  await db.write((tx) => tx.update(tx.tables.technician).set({ zone: 'Pacific/Auckland' }));
  const ids = [await create(), await create('lisa')] as const;
  const { seen, warnings } = warned(await byHand(ids[0], '14:00'));
  expect(warnings.map(({ kind }) => kind)).toEqual(['off']);
  await byHand(ids[0], '14:00', { accepted: seen });
  expect(await page(ids[0])).toMatchObject({ date: '2027-01-19', plannedStart: at(18, '14:00') });
  expect(warned(await byHand(ids[1], '14:30')).warnings).toContainEqual(
    expect.objectContaining({ kind: 'overlap', start: at(18, '14:00') }),
  );
});

it('moves a visit, sends the customer one message, and is done once for a key', async () => {
  const { interventionId } = await office.booked(office.mario, at(13, '09:00'));
  const idempotencyKey = office.key();
  const twice = await Promise.all([
    byHand(interventionId, '09:00', { idempotencyKey }),
    byHand(interventionId, '09:00', { idempotencyKey }),
  ]);
  expect(twice[0]).toEqual(twice[1]);
  expect(twice[0]).toMatchObject({ kind: 'confirmed', rescheduled: true });
  expect(await page(interventionId)).toMatchObject({ rescheduleCount: 0, date: '2027-01-18' });
  expect(await office.audit()).toMatchObject({ ...allKept, stops: 1 });
});

it('bad input names its field', async () => {
  const interventionId = await create();
  for (const time of ['25:00', '9', '09:00:00', ''])
    await expect(byHand(interventionId, time)).rejects.toMatchObject({ code: 'invalid', field: 'at' });
  // The clocks of Vaduz go from two to three on 28 March.
  await expect(byHand(interventionId, '', { at: '2027-03-28T02:30' })).rejects.toMatchObject({
    code: 'invalid',
    field: 'at',
    reason: 'clock-gap',
  });
  await expect(byHand(interventionId, '09:00', { revision: 7 })).rejects.toMatchObject({
    code: 'stale',
  });
  await expect(
    byHand(interventionId, '09:00', { technicianId: office.company.types.service }),
  ).rejects.toMatchObject({ code: 'not-found', field: 'technicianId' });
});
