import type { Context } from '../context.ts';
import { channelsOf } from '../business-units/channels.ts';
import { maskIdentifier } from '../identifier.ts';
import { provenUntil } from '../fresh-proof.ts';
import { ownAccess, proofIdentifier, type KnownAccess } from './proof-channel.ts';
import type { OwnAccount } from './types.ts';

/**
 * What whoever is signed in may see and change of the own access.
 * @throws ItineraError `unauthenticated`.
 */
export async function account(ctx: Context, sessionToken: string): Promise<OwnAccount> {
  return accountOf(ctx, await ownAccess(ctx, sessionToken));
}

/** The same of an access that is known. */
export function accountOf(ctx: Context, own: KnownAccess): OwnAccount {
  const { access, unit, session } = own;
  const proof = proofIdentifier(ctx, own);
  return {
    personName: access.name,
    email: access.email,
    phone: access.phone,
    channels: channelsOf(ctx, unit),
    fresh: provenUntil(session, ctx.clock.now()) !== null,
    proofGoesTo: proof && maskIdentifier(proof.value),
  };
}
