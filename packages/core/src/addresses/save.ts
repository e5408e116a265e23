import { followAddress } from '../bookings/follow-address.ts';
import type { Context } from '../context.ts';
import type { AddressWritten } from '../customers/address-types.ts';
import { writeAddress } from '../customers/write-address.ts';
import { actorOf, once } from '../idempotency/once.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { locateAgain } from './locate.ts';
import type { AddressSaved, SaveAddressInput } from './types.ts';

/**
 * Saves one address of a customer (CAD-PL-13, AZT-21, AZT-22), asks where it is when nobody said, and takes its visits to
 * come along. What cannot be done now the jobs of `writeAddress` do: saving waits for no geocoder but for its timeout.
 * @throws ItineraError as `writeAddress`, and `key-reused`.
 */
export async function saveAddress(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  { idempotencyKey, ...input }: SaveAddressInput,
): Promise<AddressSaved> {
  const call = { actor: actorOf(scope), key: idempotencyKey, request: ['save-address', input] };
  const written = await ctx.db.write((tx) =>
    once<AddressWritten>(ctx, tx, call, () => writeAddress(ctx, tx, scope, input)),
  );
  if (!written.located) return locatedNow(ctx, scope, written);
  if (written.visitsToFollow === 0) return { ...written, late: [] };
  try {
    return { ...written, late: (await followAddress(ctx, scope, written.addressId)).late };
  } catch (error) {
    ctx.logger.warn({ err: error, address: written.addressId }, 'visits will follow their address later');
    return { ...written, late: [] };
  }
}

async function locatedNow(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  written: AddressWritten,
): Promise<AddressSaved> {
  const { location, revision } = await locateAgain(ctx, scope, written.addressId);
  return { ...written, revision, located: location !== 'not-located', late: [] };
}
