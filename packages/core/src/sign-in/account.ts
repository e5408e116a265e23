import type { Context } from '../context.ts';
import { channelsOf } from '../business-units/channels.ts';
import { maskIdentifier } from '../identifier.ts';
import { isFresh, ownAccess, proofIdentifier } from './proof-channel.ts';
import type { OwnAccount } from './types.ts';

/**
 * What whoever is signed in may see and change of the own access.
 * @throws ItineraError `unauthenticated`.
 */
export async function account(ctx: Context, sessionToken: string): Promise<OwnAccount> {
  const own = await ownAccess(ctx, sessionToken);
  const { access, unit, session } = own;
  const proof = proofIdentifier(ctx, own);
  return {
    personName: access.name,
    email: access.email,
    phone: access.phone,
    channels: channelsOf(ctx, unit),
    fresh: isFresh(session, ctx.clock.now()),
    proofGoesTo: proof && maskIdentifier(proof.value),
  };
}
