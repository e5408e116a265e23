import { eventsOfSubject } from '@itinera/db';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addressForm } from '../../../../test/fixtures/address-form.ts';
import {
  allKept,
  at,
  openBookingOffice,
  type BookingOffice,
} from '../../../../test/fixtures/booking-office.ts';
import { contextOf } from '../create-core.ts';
import type { AddressRecord } from '../customers/address-types.ts';

let office: BookingOffice;
let customerId: string;
beforeEach(async () => {
  office = await openBookingOffice();
  ({ customerId } = office.company.customers.mario);
});
afterEach(() => office.close());

const records = () => office.core.addresses.list(office.supervisor, customerId);
const add = (changes: object = {}) =>
  office.core.addresses.save(office.supervisor, {
    ...addressForm(changes),
    customerId,
    idempotencyKey: office.key(),
    ...changes,
  });
const edit = (record: AddressRecord, changes: object) =>
  office.core.addresses.save(office.supervisor, {
    ...record,
    addressId: record.id,
    idempotencyKey: office.key(),
    ...changes,
  });
const events = async () =>
  (
    await eventsOfSubject(contextOf(office.core).db.read, office.company.businessUnitId, {
      type: 'customer',
      id: customerId,
    })
  ).map(({ kind, data }) => ({ kind, data }));

describe('writing an address', () => {
  it('AZT-21 adds it and tells what is, changes it and tells what was and what is', async () => {
    const { addressId } = await add({
      contactPhone: '+423 234 56 78',
      place: { lon: 9.5, lat: 47.1, by: 'geocoder' },
    });
    const made = (await records()).find(({ id }) => id === addressId)!;
    expect(made).toMatchObject({
      contactPhone: '+4232345678',
      location: 'located',
      isStandard: false,
      revision: 1,
    });
    await edit(made, { accessNotes: 'Ring twice' });
    await edit({ ...made, revision: 2 }, { accessNotes: 'Ring twice' });
    expect(await events()).toEqual([
      {
        kind: 'customer.address-added',
        data: { addressId, is: expect.objectContaining({ city: 'Vaduz' }) as object },
      },
      {
        kind: 'customer.address-changed',
        data: { addressId, was: { accessNotes: '' }, is: { accessNotes: 'Ring twice' } },
      },
    ]);
  });

  it('refuses an edit of an older revision and tells both versions', async () => {
    const [first] = await records();
    await edit(first!, { label: 'Front house' });
    await expect(edit(first!, { label: 'Back house' })).rejects.toMatchObject({
      code: 'stale',
      details: {
        current: { label: 'Front house', revision: 2 },
        given: { label: 'Back house', revision: 1 },
      },
    });
    expect((await records())[0]).toMatchObject({ label: 'Front house' });
  });

  it('AZT-22 the standard address stays so until another is, and in use while another could be', async () => {
    const [first, second] = await records();
    expect(first!.isStandard).toBe(true);
    const refused = { code: 'not-allowed', reason: 'standard' };
    await expect(edit(first!, { isStandard: false })).rejects.toMatchObject(refused);
    await expect(edit(first!, { active: false })).rejects.toMatchObject(refused);
    await edit(second!, { active: false });
    await edit(first!, { active: false });
    // The standard one is out of use: what comes into use takes its place.
    await edit({ ...second!, revision: 2 }, { active: true });
    expect((await records()).map(({ id, isStandard }) => [id, isStandard])).toEqual([
      [second!.id, true],
      [first!.id, false],
    ]);
  });

  it('asks for the place anew when street, town or country change, and keeps it when anything else does', async () => {
    const [first] = await records();
    await edit(first!, { label: 'Other', accessNotes: 'x', line2: 'c/o' });
    expect((await records())[0]).toMatchObject({ lon: first!.lon, location: 'located' });
    const { located } = await edit({ ...first!, revision: 2 }, { line1: 'Elsewhere 5' });
    expect(located).toBe(false);
    expect((await records())[0]).toMatchObject({
      lon: null,
      location: 'not-located',
      notLocatedBecause: 'no-geocoder',
    });
  });

  it.each([
    ['line1', { line1: ' ' }, /must not be empty/],
    ['country', { country: 'XX' }, /country code/],
    ['contactPhone', { contactPhone: '12' }, /telephone/],
    ['zone', { zone: 'Mars/Olympus' }, /time zone/],
    ['place.lat', { place: { lon: 47.1, lat: 100.5, by: 'hand' } }, /exchanged/],
    ['place.lat', { place: { lon: 170, lat: 100.5, by: 'hand' } }, /-90 to 90/],
  ])('refuses bad input: %s', async (field, changes, message) => {
    await expect(add(changes)).rejects.toMatchObject({
      code: 'invalid',
      field,
      message: expect.stringMatching(message) as string,
    });
  });

  it('another customer, or another unit’s, is not found', async () => {
    const [first] = await records();
    const other = office.company.customers.lisa.customerId;
    await expect(edit(first!, { customerId: other })).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('CAD-PL-13 nothing is offered where an address is not located', () => {
  it('neither to staff nor in the portal, until it is pinned', async () => {
    const [first] = await records();
    await edit(first!, { line1: 'Nowhere 1' });
    const find = () => office.core.availability.find(office.mario, office.service());
    await expect(find()).rejects.toMatchObject({ code: 'not-allowed', reason: 'not-located' });
    await expect(office.core.availability.assist(office.supervisor, office.service())).rejects.toMatchObject({
      reason: 'not-located',
    });
    const [now] = await records();
    await edit(now!, { place: { lon: 9.52, lat: 47.14, by: 'hand' } });
    expect((await find()).best.length).toBeGreaterThan(0);
  });
});

describe('an address that moves takes its visits along', () => {
  const routeOf = async (date: string) => {
    const { anna } = office.company.technicians;
    return office.core.availability.routeDay(office.supervisor, anna, date);
  };

  it('the route of the day is true again, its promises stay, and nothing is left to follow', async () => {
    await office.planned('mario', office.company.technicians.anna, at(18, '09:00'));
    const before = await routeOf('2027-01-18');
    const [first] = await records();
    const { late, visitsToFollow } = await edit(first!, { place: { lon: 9.54, lat: 47.2, by: 'hand' } });
    expect({ late, visitsToFollow }).toEqual({ late: [], visitsToFollow: 1 });
    const after = await routeOf('2027-01-18');
    expect(after.stops[0]!.place).toMatchObject({ lon: 9.54, lat: 47.2 });
    expect(after.stops[0]!.promise).toEqual(before.stops[0]!.promise);
    expect(after.legs[0]!.seconds).toBeGreaterThan(before.legs[0]!.seconds);
    expect(await office.audit()).toMatchObject({ ...allKept, stops: 1 });
    while ((await office.core.jobs.runDue('test')) > 0);
    expect((await events()).filter(({ kind }) => kind === 'customer.visits-followed')).toHaveLength(1);
  });

  it('tells which promises cannot be kept any more, and the route shows them late', async () => {
    const { anna } = office.company.technicians;
    const first = await office.planned('mario', anna, at(18, '08:00'));
    const second = await office.planned('lisa', anna, at(18, '08:00'));
    const [record] = await records();
    // 0.1 s a metre: some 100 km away is nearly three hours.
    const { late } = await edit(record!, { place: { lon: 9.52, lat: 48.1, by: 'hand' } });
    expect(late.map(({ reference }) => reference)).toContain(first.reference);
    const after = await routeOf('2027-01-18');
    const latest = after.stops.find(({ reference }) => reference === first.reference)!;
    expect(latest.lateness).toBeGreaterThan(0);
    expect(latest.promise).toEqual({ start: at(18, '08:00'), end: at(18, '10:00') });
    expect(after.stops.map(({ reference }) => reference)).toContain(second.reference);
    expect((await office.audit()).overlaps).toBe(0);
  });

  it('follows by the job when it could not at once, and what has begun stays', async () => {
    const { anna } = office.company.technicians;
    await office.planned('mario', anna, at(18, '09:00'));
    await office.planned('mario', anna, at(19, '09:00'));
    office.clock.set(at(18, '11:30'));
    const ctx = contextOf(office.core);
    const { writeAddress } = await import('../customers/write-address.ts');
    const [record] = await records();
    const { place: _, ...input } = { ...record!, addressId: record!.id, place: null };
    await ctx.db.write((tx) =>
      writeAddress(ctx, tx, office.supervisor, { ...input, place: { lon: 9.54, lat: 47.2, by: 'geocoder' } }),
    );
    expect((await routeOf('2027-01-19')).stops[0]!.place!.lat).not.toBe(47.2);
    await office.core.jobs.runDue('test');
    expect((await routeOf('2027-01-19')).stops[0]!.place!.lat).toBe(47.2);
    expect((await routeOf('2027-01-18')).stops[0]!.place!.lat).not.toBe(47.2);
  });
});

describe('AZT-21, AZT-22 booking among three addresses', () => {
  it('offers those in use, and travel is to the one chosen', async () => {
    const { addressId } = await add({ label: 'Far', place: { lon: 9.54, lat: 47.22, by: 'hand' } });
    const offered = async () =>
      (await office.core.customers.addressesForAccess(office.mario)).map(({ id }) => id);
    expect(await offered()).toHaveLength(3);
    const hold = await office.core.bookings.hold(office.mario, {
      activityTypeId: office.company.types.service,
      addressId,
      start: at(18, '09:00'),
      end: at(18, '11:00'),
      idempotencyKey: office.key(),
    });
    if (hold.kind !== 'held') throw new Error('not held');
    const confirmed = await office.core.bookings.confirm(office.mario, {
      holdId: hold.hold.id,
      idempotencyKey: office.key(),
    });
    if (confirmed.kind !== 'confirmed') throw new Error('not confirmed');
    const page = await office.core.interventions.page(office.supervisor, confirmed.interventionId);
    const route = await office.core.availability.routeDay(
      office.supervisor,
      page.technician!.id,
      '2027-01-18',
    );
    expect(route.stops[0]!.place).toMatchObject({ lon: 9.54, lat: 47.22 });
    expect(await office.audit()).toMatchObject({ ...allKept, stops: 1 });
    const record = (await records()).find(({ id }) => id === addressId)!;
    await edit(record, { active: false });
    expect(await offered()).not.toContain(addressId);
    expect(await offered()).toHaveLength(2);
    await expect(
      office.core.availability.find(office.mario, {
        activityTypeId: office.company.types.service,
        addressId,
      }),
    ).rejects.toMatchObject({ reason: 'address-inactive' });
  });
});
