import type { ServedZone } from '@itinera/db';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addressForm } from '../../../../test/fixtures/address-form.ts';
import { at, openBookingOffice, type BookingOffice } from '../../../../test/fixtures/booking-office.ts';
import { zoneOfAddress, zoneStrangers } from '../customers/zone-of-address.ts';
import type { ServiceZoneFields } from './service-zone-types.ts';

let office: BookingOffice;
let anna: string;
let ben: string;
beforeEach(async () => {
  office = await openBookingOffice();
  ({ anna, ben } = office.company.technicians);
});
afterEach(() => office.close());

/** Around a place, so far on each side. */
const around = (lon: number, lat: number, far: number): [number, number][] => [
  [lon - far, lat - far],
  [lon + far, lat - far],
  [lon + far, lat + far],
  [lon - far, lat + far],
];
/** Where mario's first address is. */
const home = async () => {
  const { customerId } = office.company.customers.mario;
  const [first] = await office.core.addresses.list(office.supervisor, customerId);
  return first!;
};
const zone = async (name: string, fields: Partial<ServiceZoneFields> = {}) => {
  const { lon, lat } = await home();
  const area = around(lon!, lat!, 0.001);
  const { serviceZoneId } = await office.core.serviceZones.save(office.supervisor, {
    ...{ name, colour: '#1f5f8b', area, active: true, technicianIds: [] },
    ...fields,
  });
  return serviceZoneId;
};
const assist = (of: 'mario' | 'lisa' = 'mario') =>
  office.core.availability.assist(office.supervisor, { ...office.service(of), days: 14 });
const technicians = async (of?: 'mario' | 'lisa') =>
  new Set((await assist(of)).offers.map(({ technician }) => technician.id));
const refusals = async () =>
  Object.fromEntries((await assist()).rejected.map(({ code, count }) => [code, count]));

describe('service zones (fixed zone of service)', () => {
  it('work in a zone is offered to who serves it, or no zone at all; elsewhere to everybody', async () => {
    expect(await technicians()).toEqual(new Set([anna, ben]));
    expect((await assist()).serviceZone).toBeNull();
    const north = await zone('North', { technicianIds: [anna] });
    // Ben serves no zone of the unit.
    expect(await technicians()).toEqual(new Set([anna, ben]));
    await zone('South', { area: around(0, 0, 1), technicianIds: [ben] });
    expect(await technicians()).toEqual(new Set([anna]));
    expect((await assist()).serviceZone).toEqual({
      id: north,
      name: 'North',
      colour: '#1f5f8b',
      by: 'place',
    });
    expect(await technicians('lisa')).toEqual(new Set([anna, ben]));
    await expect(office.planned('mario', ben, at(18, '09:00'))).rejects.toThrow(/not planned/);
    const booked = await office.booked(office.mario, at(18, '09:00'));
    const page = await office.core.interventions.page(office.supervisor, booked.interventionId);
    expect(page.technician?.id).toBe(anna);
  });

  it('where nobody serves it nothing is offered, and the assistant says why; a zone that is off does not count', async () => {
    const north = await zone('North');
    expect((await refusals())['service-zone']).toBeUndefined();
    await zone('South', { area: null, technicianIds: [anna, ben] });
    const { offers, rejected } = await assist();
    expect(offers).toEqual([]);
    expect(rejected).toEqual([{ code: 'service-zone', count: expect.any(Number) as number }]);
    const none = await office.core.availability.find(office.mario, office.service());
    expect(none.best).toEqual([]);
    const [shown] = (await office.core.serviceZones.list(office.supervisor)).filter(({ id }) => id === north);
    const { id: serviceZoneId, ...fields } = shown!;
    await office.core.serviceZones.save(office.supervisor, { ...fields, serviceZoneId, active: false });
    expect(await technicians()).toEqual(new Set([anna, ben]));
  });

  it('who serves another zone and whom the customer does not want are told apart, and counted once', async () => {
    const { customerId } = office.company.customers.mario;
    const rules = async () => {
      const page = await office.core.planningRules.read(office.supervisor, customerId);
      return { openingHours: null, mode: null, technicianIds: [], last: false, revision: page.revision };
    };
    const wish = { customerId, mode: 'restrict' as const, technicianIds: [anna] };
    await office.core.planningRules.save(office.supervisor, { ...(await rules()), ...wish });
    const { assignment: unwanted } = await refusals();
    await zone('North');
    await zone('South', { area: null, technicianIds: [anna, ben] });
    const both = await refusals();
    // The customer's wish comes first: Ben is not wanted, and Anna alone is kept away by the zone.
    expect(both['assignment']).toBe(unwanted);
    expect(both['service-zone']).toBeGreaterThan(0);
    await office.core.planningRules.save(office.supervisor, { ...(await rules()), customerId });
    expect(await refusals()).toEqual({ 'service-zone': unwanted! + both['service-zone']! });
  });

  it('a hold made before takes somebody who serves the zone when it is confirmed', async () => {
    const held = await office.held(office.mario, at(18, '09:00'));
    await zone('North', { technicianIds: [ben] });
    await zone('South', { area: null, technicianIds: [anna] });
    const confirmed = await office.core.bookings.confirm(office.mario, {
      holdId: held.id,
      idempotencyKey: office.key(),
    });
    if (confirmed.kind !== 'confirmed') throw new Error('not confirmed');
    const page = await office.core.interventions.page(office.supervisor, confirmed.interventionId);
    expect(page.technician?.id).toBe(ben);
  });

  it('an address is in the zone it was put in, else its customer’s, else the smallest that it lies in', async () => {
    const { customerId } = office.company.customers.mario;
    const { lon, lat } = await home();
    const large = await zone('Large', { area: around(lon!, lat!, 0.1) });
    const small = await zone('Small');
    const far = await zone('Far', { area: null });
    expect((await home()).serviceZone).toMatchObject({ id: small, by: 'place' });
    const rules = { openingHours: null, mode: null, technicianIds: [], last: false, customerId };
    const { revision } = await office.core.planningRules.read(office.supervisor, customerId);
    await office.core.planningRules.save(office.supervisor, { ...rules, revision, serviceZoneId: far });
    expect((await home()).serviceZone).toMatchObject({ id: far, by: 'customer' });
    const { id: addressId, ...seen } = await home();
    const form = addressForm({ ...seen, addressId, place: { lon: lon!, lat: lat!, by: 'hand' as const } });
    const put = { ...form, serviceZoneId: large, idempotencyKey: office.key() };
    await office.core.addresses.save(office.supervisor, put);
    expect(await home()).toMatchObject({ serviceZoneId: large, serviceZone: { id: large, by: 'address' } });
    const history = (await office.core.customers.record(office.supervisor, customerId)).history;
    expect(history.flatMap(({ changes }) => changes)).toContainEqual({
      ...{ field: 'serviceZoneId', detail: 'Städtle 1' },
      ...{ was: null, is: 'Large' },
    });
    // Whoever says nothing of it leaves it.
    const { serviceZoneId: _, ...unsaid } = addressForm({ ...(await home()), addressId, label: 'Shed' });
    await office.core.addresses.save(office.supervisor, { ...unsaid, idempotencyKey: office.key() });
    expect(await home()).toMatchObject({ label: 'Shed', serviceZoneId: large });
  });

  it('is of its own unit, has its own name and is shown when another saved it before', async () => {
    const north = await zone('North', { technicianIds: [anna] });
    await expect(zone(' north ')).rejects.toMatchObject({ field: 'name', reason: 'taken' });
    const { customerId } = office.company.customers.mario;
    await expect(zone('Foreign', { technicianIds: [customerId] })).rejects.toMatchObject({
      code: 'not-found',
    });
    const crossing: [number, number][] = [...around(9, 47, 0.1)];
    [crossing[0], crossing[1]] = [crossing[1]!, crossing[0]!];
    await expect(zone('Bow', { area: crossing })).rejects.toMatchObject({ code: 'invalid', field: 'area' });
    const { id: addressId, ...seen } = await home();
    const form = addressForm({ ...seen, addressId, serviceZoneId: customerId, idempotencyKey: office.key() });
    await expect(office.core.addresses.save(office.supervisor, form)).rejects.toMatchObject({
      ...{ field: 'serviceZoneId', reason: 'not-ours' },
    });
    const { revision } = await office.core.planningRules.read(office.supervisor, customerId);
    const rules = { openingHours: null, mode: null, technicianIds: [], last: false, customerId, revision };
    await expect(
      office.core.planningRules.save(office.supervisor, { ...rules, serviceZoneId: addressId }),
    ).rejects.toMatchObject({ field: 'serviceZoneId', reason: 'not-ours' });
    const fields = { ...{ colour: '#ff0000', area: null, active: true, technicianIds: [] }, revision: 1 };
    await office.core.serviceZones.save(office.supervisor, {
      ...fields,
      ...{ serviceZoneId: north, name: 'Norte' },
    });
    await expect(
      office.core.serviceZones.save(office.supervisor, {
        ...fields,
        ...{ serviceZoneId: north, name: 'Nord' },
      }),
    ).rejects.toMatchObject({
      code: 'stale',
      details: { current: { name: 'Norte', revision: 2 }, given: { name: 'Nord' } },
    });
  });
});

it('a fixed zone that is off is none: the next reason counts', () => {
  const make = (id: string, active: boolean, technicianIds: string[]): ServedZone => ({
    ...{ id, name: id, key: id, colour: '#000000', businessUnitId: 'u', revision: 1 },
    ...{ area: around(0, 0, 1), active, technicianIds },
  });
  const zones = [make('on', true, ['a']), make('off', false, ['b'])];
  const address = { serviceZoneId: 'off', lon: 0, lat: 0 };
  const found = zoneOfAddress(zones, address, { serviceZoneId: null });
  expect(found).toMatchObject({ id: 'on', by: 'place' });
  // Who serves what is off only serves everywhere.
  expect(zoneStrangers(zones, found)).toEqual([]);
  expect(zoneStrangers([...zones, make('third', true, ['b'])], found)).toEqual(['b']);
  expect(zoneOfAddress(zones, { ...address, lon: null, lat: null }, { serviceZoneId: null })).toBeNull();
});
