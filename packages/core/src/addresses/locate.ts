import { findAddress, listStopsAtAddress, noteNotLocated, updateAddress, type Address } from '@itinera/db';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import { addressRecord } from '../customers/address-record.ts';
import type { AddressRecord } from '../customers/address-types.ts';
import { addAddressJob } from '../customers/write-address.ts';
import { GeocoderError, type KnownPlace } from '../outside/geocoder.ts';
import type { AccessScope, BusinessUnitScope, SystemScope } from '../scopes.ts';
import { notFound, requireIds } from '../shared/ids.ts';

type Scope = AccessScope | BusinessUnitScope | SystemScope;

/**
 * Asks where an address without a place is (CAD-PL-13), and notes either the place or why there is none. Not inside a
 * write. Somebody who changes the address meanwhile has the last word; visits that are planned there follow by a job.
 * @throws GeocoderError when nobody answered: a job tries again later.
 */
export async function locateAddress(ctx: Context, scope: Scope, addressId: string): Promise<void> {
  const { businessUnitId } = scope;
  const address = await findAddress(ctx.db.read, businessUnitId, addressId);
  if (!address?.active || address.location !== 'not-located') return;
  const note = (because: NonNullable<Address['notLocatedBecause']>) =>
    address.notLocatedBecause === because
      ? undefined
      : ctx.db.write((tx) => noteNotLocated(tx, businessUnitId, addressId, because));
  if (ctx.geocoder === null) return void (await note('no-geocoder'));
  let found: KnownPlace | null;
  try {
    const { line1, postalCode, city, country } = address;
    found = await ctx.geocoder.locate({ line1, postalCode, city, country });
  } catch (error) {
    await note('unavailable');
    throw error;
  }
  if (found === null) return void (await note('no-match'));
  await storePlace(ctx, scope, address, found);
}

async function storePlace(
  ctx: Context,
  scope: Scope,
  address: Address,
  { lon, lat }: KnownPlace,
): Promise<void> {
  const { businessUnitId } = scope;
  const { id, customerId, revision } = address;
  const place = { lon, lat, location: 'located' as const, notLocatedBecause: null };
  await ctx.db.write(async (tx) => {
    if (!(await updateAddress(tx, businessUnitId, id, revision, place))) return;
    const stops = await listStopsAtAddress(tx, businessUnitId, id, ctx.clock.now());
    if (stops.length > 0) await addAddressJob(ctx, tx, scope, 'follow-address', id, revision + 1);
    await appendEvent(ctx, tx, scope, {
      kind: 'customer.address-located',
      subjectType: 'customer',
      subjectId: customerId,
      data: { addressId: id, lon, lat },
    });
  });
}

/**
 * Asks again, now, because somebody wants to know; the address as it is then, with the reason if it still has no place.
 * @throws ItineraError `not-found`.
 */
export async function locateAgain(ctx: Context, scope: Scope, addressId: string): Promise<AddressRecord> {
  requireIds({ addressId });
  await locateAddress(ctx, scope, addressId).catch((error: unknown) => {
    if (!(error instanceof GeocoderError)) throw error;
    ctx.logger.info({ error: error.code, address: addressId }, 'address could not be located now');
  });
  const row = await findAddress(ctx.db.read, scope.businessUnitId, addressId);
  if (!row) throw notFound('addressId');
  return addressRecord(row);
}
