import { afterEach, describe, expect, it } from 'vitest';
import { addressForm } from '../../../../test/fixtures/address-form.ts';
import {
  openBookingOffice,
  straightRoads,
  type BookingOffice,
} from '../../../../test/fixtures/booking-office.ts';
import { GeocoderError, type Geocoder, type KnownPlace } from '../outside/geocoder.ts';

let office: BookingOffice;
afterEach(() => office.close());

const vaduz: KnownPlace = {
  line1: 'Landstrasse 1',
  postalCode: '9490',
  city: 'Vaduz',
  country: 'LI',
  lon: 9.52,
  lat: 47.14,
  precision: 'house',
};

/** A geocoder that knows one address and the town, unless it is away. */
function geocoder(): Geocoder & { away: boolean } {
  const answer = async <T>(said: T): Promise<T> => {
    if (self.away) throw new GeocoderError('timeout', 'away');
    return said;
  };
  const self: Geocoder & { away: boolean } = {
    away: false,
    attribution: '© somebody',
    suggest: () => answer([vaduz]),
    locate: ({ line1 }) => answer(line1 === vaduz.line1 || line1 === '' ? vaduz : null),
    nearest: ({ lon, lat }) =>
      answer(Math.abs(lon - 9.52) < 2 && Math.abs(lat - 47.14) < 2 ? { known: vaduz, metres: 100 } : null),
  };
  return self;
}

const save = (changes: object) =>
  office.core.addresses.save(office.supervisor, {
    ...addressForm(changes),
    customerId: office.company.customers.mario.customerId,
    idempotencyKey: office.key(),
    ...changes,
  });
const record = async (addressId: string) =>
  (await office.core.addresses.list(office.supervisor, office.company.customers.mario.customerId)).find(
    ({ id }) => id === addressId,
  )!;

describe('CAD-PL-13 an address is located', () => {
  it('at once when the geocoder knows it; otherwise it is saved and tells why not', async () => {
    office = await openBookingOffice(undefined, { geocoder: geocoder() });
    const known = await save({});
    expect(known.located).toBe(true);
    expect(await record(known.addressId)).toMatchObject({ lon: 9.52, location: 'located', revision: 2 });
    const unknown = await save({ line1: 'Nowhere 1' });
    expect(unknown.located).toBe(false);
    expect(await record(unknown.addressId)).toMatchObject({ notLocatedBecause: 'no-match', revision: 1 });
  });

  it('later by a job that tries again, when the geocoder was away while it was saved', async () => {
    const server = geocoder();
    server.away = true;
    office = await openBookingOffice(undefined, { geocoder: server });
    const { addressId, located } = await save({});
    expect(located).toBe(false);
    expect(await record(addressId)).toMatchObject({ notLocatedBecause: 'unavailable' });
    const run = async () => {
      office.clock.advance(3600);
      while ((await office.core.jobs.runDue('test')) > 0);
    };
    await run();
    expect(await record(addressId)).toMatchObject({ location: 'not-located' });
    server.away = false;
    await run();
    expect(await record(addressId)).toMatchObject({ location: 'located', notLocatedBecause: null });
    expect((await office.core.addresses.notLocated(office.supervisor, {})).total).toBe(0);
  });

  it('when staff ask again, unless somebody pinned it meanwhile', async () => {
    const server = geocoder();
    server.away = true;
    office = await openBookingOffice(undefined, { geocoder: server });
    const { addressId } = await save({});
    await save({ addressId, revision: 1, place: { lon: 9.6, lat: 47.2, by: 'hand' } });
    server.away = false;
    expect(await office.core.addresses.locate(office.supervisor, addressId)).toMatchObject({
      location: 'pinned',
      lon: 9.6,
    });
  });
});

describe('typing an address', () => {
  it('suggests with attribution, and says why it cannot', async () => {
    const server = geocoder();
    office = await openBookingOffice(undefined, { geocoder: server });
    const suggest = (text: string) => office.core.addresses.suggest(office.supervisor, { text });
    expect(await suggest('land')).toEqual({ items: [vaduz], attribution: '© somebody', problem: null });
    expect(await suggest(' l ')).toMatchObject({ items: [] });
    server.away = true;
    expect(await suggest('land')).toMatchObject({ items: [], problem: 'unavailable' });
    await expect(suggest('x'.repeat(300))).rejects.toMatchObject({ code: 'invalid', field: 'text' });
  });

  it('says so when there is no geocoder at all', async () => {
    office = await openBookingOffice();
    expect(await office.core.addresses.suggest(office.supervisor, { text: 'land' })).toEqual({
      items: [],
      attribution: null,
      problem: 'no-geocoder',
    });
  });
});

describe('the place of an address is odd', () => {
  const check = (lon: number, lat: number, country = 'LI') =>
    office.core.addresses.check(office.supervisor, { lon, lat, postalCode: '9490', city: 'Vaduz', country });

  it.each([
    ['not', 9.52, 47.14, 'LI', []],
    ['at sea', -30, 40, 'LI', ['nothing-near', 'far-from-technicians']],
    ['exchanged', 47.14, 9.52, 'LI', ['exchanged']],
    ['another country', 9.52, 47.14, 'AT', ['other-country']],
    ['far from its town', 9.9, 47.14, 'LI', ['far-from-town']],
  ])('%s', async (_, lon, lat, country, warnings) => {
    office = await openBookingOffice(undefined, { geocoder: geocoder() });
    expect(await check(lon, lat, country)).toEqual({ warnings });
  });

  it('no road leads there; and what the geocoder would say is left out while it is away', async () => {
    const server = geocoder();
    server.away = true;
    const travel = {
      ...straightRoads,
      table: async (from: unknown[], to: unknown[]) => ({
        seconds: new Int32Array(from.length * to.length).fill(-1),
      }),
    };
    office = await openBookingOffice(undefined, { geocoder: server, travel });
    expect(await check(9.9, 47.14)).toEqual({ warnings: ['no-road'] });
  });
});
