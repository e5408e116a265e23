import { followAddress } from '../bookings/follow-address.ts';
import type { Context } from '../context.ts';
import type { AddressWritten } from '../customers/address-types.ts';
import { writeAddress } from '../customers/write-address.ts';
import { actorOf, once } from '../idempotency/once.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import type { AddressSaved, SaveAddressInput } from './types.ts';

/**
 * Saves one address of a customer (CAD-PL-13, AZT-21, AZT-22), and takes its visits to come along. When that cannot be
 * done now, the job of `writeAddress` does it.
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
  if (written.visitsToFollow === 0) return { ...written, late: [] };
  try {
    return { ...written, late: (await followAddress(ctx, scope, written.addressId)).late };
  } catch (error) {
    ctx.logger.warn({ err: error, address: written.addressId }, 'visits will follow their address later');
    return { ...written, late: [] };
  }
}
