import { insertRows } from '@itinera/db';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  allKept,
  at,
  openBookingOffice,
  type BookingOffice,
} from '../../../../test/fixtures/booking-office.ts';
import { staffScope } from '../../../../test/fixtures/scopes.ts';
import { closuresOn } from '../business-units/closures.ts';
import { contextOf } from '../create-core.ts';
import { setUp } from '../set-up/index.ts';

let office: BookingOffice;
beforeEach(async () => {
  office = await openBookingOffice();
});
afterEach(() => office.close());

/** The unit is closed on these dates, and on no other. */
async function close(...closures: { date: string; name: string; yearly: boolean }[]): Promise<void> {
  const { businessUnits } = office.core;
  const ada = staffScope(office.company, office.company.supervisor.staffUserId, ['administrator']);
  const { settings, revision } = await businessUnits.settings(ada);
  await businessUnits.save(ada, { ...settings, closures, revision });
}
const windowsOn = async (from: string) => {
  const { days } = await office.core.availability.find(office.mario, {
    ...office.service(),
    from,
    days: 1,
  });
  return days.flatMap(({ windows }) => windows);
};
const offersOn = async (from: string) => {
  const asked = { ...office.service(), from, days: 1 };
  return (await office.core.availability.assist(office.supervisor, asked)).offers;
};
const holiday = { date: '2027-01-12', name: 'Founding day', yearly: false };

describe('a day on which the unit is closed', () => {
  it('is offered to nobody, and is again when it is opened; other days stay as they are', async () => {
    const wednesday = await windowsOn('2027-01-13');
    expect((await windowsOn('2027-01-12')).length).toBeGreaterThan(0);
    expect((await offersOn('2027-01-12')).length).toBeGreaterThan(0);
    await close(holiday);
    expect(await windowsOn('2027-01-12')).toEqual([]);
    expect(await offersOn('2027-01-12')).toEqual([]);
    expect(await windowsOn('2027-01-13')).toEqual(wednesday);
    const { anna } = office.company.technicians;
    const route = await office.core.availability.routeDay(office.supervisor, anna, '2027-01-12');
    expect(route.working).toEqual([]);
    await close();
    expect((await windowsOn('2027-01-12')).length).toBeGreaterThan(0);
  });

  it('keeps what was booked, and takes no hold made before', async () => {
    await office.booked(office.mario, at(12, '09:00'));
    const { id } = await office.held(office.lisa, at(12, '13:00'));
    await close({ ...holiday, date: '2020-01-12', yearly: true });
    const confirmed = await office.core.bookings.confirm(office.lisa, {
      holdId: id,
      idempotencyKey: office.key(),
    });
    expect(confirmed.kind).toBe('alternatives');
    expect(await windowsOn('2027-01-12')).toEqual([]);
    expect(await office.audit()).toMatchObject(allKept);
    const home = await office.core.interventions.home(office.mario);
    expect(home.next?.promise?.start).toBe(at(12, '09:00'));
  });
});

it('CAD-BU-16 a technician of two units is off for the one that is closed, and works for the other', async () => {
  const make = setUp(office.core);
  const { companyId } = office.company;
  const unit = { slug: 'plumbing', name: 'Plumbing', zone: 'Europe/Vaduz', languages: ['en' as const] };
  const { businessUnitId } = await make.businessUnit({ ...unit, companyId, defaultLanguage: 'en' });
  await contextOf(office.core).db.write((tx) =>
    insertRows(tx, 'technicianBusinessUnit', [
      { companyId, technicianId: office.company.technicians.anna, businessUnitId },
    ]),
  );
  const { activityTypeId } = await make.activityType({
    businessUnitId,
    reference: 'PIPE',
    name: { en: 'Pipe' },
    duration: 3600,
    horizonDays: 14,
  });
  const place = {
    line1: 'Hidden 1',
    postalCode: '9490',
    city: 'Vaduz',
    country: 'LI',
    lon: 9.53,
    lat: 47.15,
  };
  const [customer] = await make.customers({
    businessUnitId,
    customers: [{ name: 'Other Ltd', kind: 'company', language: 'en', addresses: [place] }],
  });
  const scope = await make.systemScope(businessUnitId);
  const theirs = async () => {
    const addressId = customer!.addressIds[0]!;
    const asked = { activityTypeId, addressId, from: '2027-01-12', days: 1 };
    return (await office.core.availability.assist(scope, asked)).offers.length;
  };
  const before = await theirs();
  expect(before).toBeGreaterThan(0);
  await close(holiday);
  expect(await offersOn('2027-01-12')).toEqual([]);
  expect(await theirs()).toBe(before);
});

it('closures of a year come again every later year that has the day', () => {
  const closures = [
    { date: '2026-12-25', name: 'Christmas', yearly: true },
    { date: '2028-02-29', name: 'Leap day', yearly: true },
    { date: '2027-01-04', name: 'Stocktaking', yearly: false },
  ];
  const dates = (from: string, to: string) => closuresOn(closures, from, to).map(({ date }) => date);
  expect(dates('2025-12-01', '2026-12-31')).toEqual(['2026-12-25']);
  expect(dates('2026-12-25', '2029-03-01')).toEqual([
    '2026-12-25',
    '2027-01-04',
    '2027-12-25',
    '2028-02-29',
    '2028-12-25',
  ]);
});
