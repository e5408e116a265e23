import { randomBytes } from 'node:crypto';
import { spendChallenge } from '@itinera/db';
import type { Context } from '../context.ts';
import { tokenHash } from '../keys.ts';
import { passkeyLifetime } from './limits.ts';

/** What the answer to a challenge is for: one that was made for another purpose counts nothing. */
export type PasskeyPurpose = 'sign-in' | 'proof' | 'enrolment';

/** Who asked, and for what: the answer counts there alone. */
export interface PasskeyAsker {
  purpose: PasskeyPurpose;
  /** A browser, a session or an invitation. */
  owner: string;
}

interface Sealed {
  challenge: string;
  /** Whose the passkey will be, when one is made. */
  staffUserId: string | null;
  expiresAt: number;
}

/** Which site passkeys belong to: that of the back office's address (WebAuthn level 3, section 5.1.2). */
export function relyingParty({ config }: Pick<Context, 'config'>): { rpId: string; origin: string } {
  const { hostname, origin } = new URL(config.backofficeUrl);
  return { rpId: hostname, origin };
}

/** 256 random bits to be signed, and the same sealed for whoever asked. Nothing is stored before it is answered. */
export function newChallenge(
  ctx: Context,
  { purpose, owner }: PasskeyAsker,
  staffUserId: string | null = null,
): { challenge: Uint8Array<ArrayBuffer>; sealed: string } {
  const bytes = new Uint8Array(randomBytes(32));
  const challenge = Buffer.from(bytes).toString('base64url');
  const content: Sealed = { challenge, staffUserId, expiresAt: ctx.clock.now() + passkeyLifetime };
  return {
    challenge: bytes,
    sealed: ctx.keys.seal(`staff-passkey-${purpose}`, JSON.stringify(content), owner),
  };
}

/**
 * Spends a challenge, before what answers it is looked at: it works once, whatever comes of it, also in parallel. null
 * when it is over, was spent before, or was made for somebody or something else.
 */
export async function openChallenge(
  ctx: Context,
  asker: PasskeyAsker,
  sealed: string,
): Promise<Pick<Sealed, 'challenge' | 'staffUserId'> | null> {
  const content = opened(ctx, asker, sealed);
  if (!content || content.expiresAt <= ctx.clock.now()) return null;
  const hash = tokenHash(content.challenge);
  const first = await ctx.db.write((tx) => spendChallenge(tx, hash, content.expiresAt));
  return first ? content : null;
}

function opened(ctx: Context, { purpose, owner }: PasskeyAsker, sealed: string): Sealed | null {
  try {
    return JSON.parse(ctx.keys.open(`staff-passkey-${purpose}`, sealed, owner)) as Sealed;
  } catch {
    return null;
  }
}
