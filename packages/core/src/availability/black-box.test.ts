import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  allKept,
  at,
  openBookingOffice,
  type BookingOffice,
} from '../../../../test/fixtures/booking-office.ts';
import { contextOf } from '../create-core.ts';
import { setUp } from '../set-up/index.ts';

let office: BookingOffice;
beforeEach(async () => {
  office = await openBookingOffice();
});
afterEach(() => office.close());

/** Another business unit of the same company, for which Anna works too, with a customer and a type of its own. */
async function otherUnit() {
  const make = setUp(office.core);
  const { companyId } = office.company;
  const { businessUnitId } = await make.businessUnit({
    companyId,
    slug: 'plumbing',
    name: 'Plumbing',
    zone: 'Europe/Vaduz',
    languages: ['en'],
    defaultLanguage: 'en',
  });
  const { db } = contextOf(office.core);
  const technicianId = office.company.technicians.anna;
  await db.write(async (tx) => {
    await tx.insert(tx.tables.technicianBusinessUnit).values({ companyId, technicianId, businessUnitId });
  });
  const { activityTypeId } = await make.activityType({
    businessUnitId,
    reference: 'PIPE',
    name: { en: 'Pipe' },
    duration: 3 * 3600,
    width: 0,
    horizonDays: 14,
  });
  const [customer] = await make.customers({
    businessUnitId,
    customers: [
      {
        name: 'Secret Ltd',
        kind: 'company',
        language: 'en',
        addresses: [
          { line1: 'Hidden 1', postalCode: '9490', city: 'Vaduz', country: 'LI', lon: 9.53, lat: 47.15 },
        ],
      },
    ],
  });
  const scope = await make.systemScope(businessUnitId);
  return {
    businessUnitId,
    share: () =>
      office.core.catalogue.save(scope, {
        activityTypeId,
        revision: 1,
        changes: { visibility: 'shared', width: 1800 },
      }),
    async plan(start: number) {
      const { interventionId } = await office.core.interventions.create(scope, {
        activityTypeId,
        customerId: customer!.customerId,
        addressId: customer!.addressIds[0]!,
        comment: '',
        idempotencyKey: office.key(),
      });
      const result = await office.core.bookings.plan(scope, {
        interventionId,
        technicianId,
        date: new Date(start * 1000).toISOString().slice(0, 10),
        start,
        end: start,
        revision: 1,
        idempotencyKey: office.key(),
      });
      expect(result.kind).toBe('confirmed');
      return interventionId;
    },
  };
}

describe('work of another business unit', () => {
  it('blocks, and is a black box: its time is seen, nothing else (CAD-BU-16)', async () => {
    const friday = { from: '2027-01-15', days: 1 };
    const windows = async () => {
      const { days } = await office.core.availability.find(office.mario, { ...office.service(), ...friday });
      return days[0]?.windows.map(({ start }) => start) ?? [];
    };
    expect(await windows()).toContain(at(15, '08:00'));
    const anna = async () => {
      const { offers } = await office.core.availability.assist(office.supervisor, {
        ...office.service(),
        ...friday,
      });
      return offers.filter(({ technician }) => technician.id === office.company.technicians.anna);
    };
    const meets = ({ plannedStart }: { plannedStart: number }) =>
      plannedStart < at(15, '11:30') && plannedStart + 3600 > at(15, '08:30');
    expect((await anna()).some(meets)).toBe(true);
    const other = await otherUnit();
    // 08:30 to 11:30 of Anna's morning: no hour is left before noon, Friday is hers alone.
    const interventionId = await other.plan(at(15, '08:30'));
    // A window from 11:00 still reaches the afternoon; from 10:30 nothing can begin in it.
    expect((await windows())[0]).toBe(at(15, '11:00'));
    const offered = await anna();
    expect(offered.length).toBeGreaterThan(0);
    expect(offered.filter(meets), 'the assistant books nothing over it').toEqual([]);
    const route = await office.core.availability.routeDay(
      office.supervisor,
      office.company.technicians.anna,
      '2027-01-15',
    );
    expect(route.stops).toMatchObject([
      {
        kind: 'other',
        interventionId: null,
        reference: null,
        typeName: null,
        customerName: null,
        place: null,
        promise: null,
        start: at(15, '08:30'),
        end: at(15, '11:30'),
      },
    ]);
    expect(JSON.stringify(route)).not.toMatch(/Secret|Hidden|9\.53/);
    await other.share();
    const told = await office.core.availability.routeDay(
      office.supervisor,
      office.company.technicians.anna,
      '2027-01-15',
    );
    expect(told.stops, 'of a shared type its name, and nothing else (CAD-AT-06)').toEqual([
      { ...route.stops[0]!, typeName: 'Pipe' },
    ]);
    await expect(office.core.interventions.page(office.supervisor, interventionId)).rejects.toMatchObject({
      code: 'not-found',
    });
    await office.booked(office.mario, at(15, '13:00'));
    expect(await office.audit()).toMatchObject({ ...allKept, stops: 2 });
  });

  it('is re-timed with the day all the same, inside its own promise', async () => {
    const other = await otherUnit();
    await office.planned('mario', office.company.technicians.anna, at(15, '08:00'));
    await other.plan(at(15, '13:00'));
    await office.booked(office.lisa, at(15, '10:00'));
    expect(await office.audit()).toMatchObject({ ...allKept, stops: 3 });
  });
});

describe('a day as a route', () => {
  it('legs with minutes and kilometres, waiting, totals', async () => {
    const { anna } = office.company.technicians;
    await office.planned('mario', anna, at(15, '09:00'));
    await office.held(office.lisa, at(15, '10:30'));
    const route = await office.core.availability.routeDay(office.supervisor, anna, '2027-01-15');
    expect(route).toMatchObject({
      technician: { id: anna, name: 'Anna Sample' },
      zone: 'Europe/Vaduz',
      start: { label: 'Vaduz' },
      working: [
        { start: at(15, '08:00'), end: at(15, '12:00') },
        { start: at(15, '13:00'), end: at(15, '17:00') },
      ],
    });
    expect(route.stops).toMatchObject([
      { kind: 'visit', customerName: 'Mario Sample', typeName: 'Yearly service', start: at(15, '09:00') },
      {
        kind: 'hold',
        interventionId: null,
        customerName: 'Lisa Sample Ltd',
        promise: { start: at(15, '10:30') },
      },
    ]);
    expect(route.legs).toHaveLength(3);
    expect(
      route.legs.every(({ seconds, metres, estimated }) => seconds > 0 && metres! > 0 && estimated),
    ).toBe(true);
    expect(route.totals).toEqual({
      visits: 2,
      work: 7200,
      travel: route.legs.reduce((sum, { seconds }) => sum + seconds, 0),
      metres: route.legs.reduce((sum, { metres }) => sum + metres!, 0),
      waiting: route.stops.reduce((sum, { waiting }) => sum + waiting, 0),
    });
  });

  it('of a free day is its base and nothing to drive; of others’ technicians it is not found', async () => {
    const { anna } = office.company.technicians;
    const day = (technicianId: string, date: string, scope = office.supervisor) =>
      office.core.availability.routeDay(scope, technicianId, date);
    expect(await day(anna, '2027-01-16')).toMatchObject({
      working: [],
      stops: [],
      legs: [],
      totals: { metres: 0 },
    });
    await expect(day('01a1ffa6-0000-7000-8000-000000000000', '2027-01-15')).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(day(anna, '15.1.2027')).rejects.toMatchObject({ code: 'invalid', field: 'date' });
    const technician = { ...office.supervisor, roles: ['technician'] as const };
    await expect(day(anna, '2027-01-15', technician)).rejects.toMatchObject({ code: 'not-found' });
  });
});
