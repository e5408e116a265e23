import { randomInt } from 'node:crypto';
import { replaceRecoveryCodes, type Queries } from '@itinera/db';
import type { Context } from '../context.ts';
import { requireFreshProof } from './live-session.ts';
import { recoveryCodeCount } from './limits.ts';
import { noteChange } from './note-change.ts';

/** Letters and digits that are not mistaken for others. */
const alphabet = '23456789abcdefghjkmnpqrstuvwxyz';
const form = /^[2-9a-hjkmnp-z]{10}$/;

/** Makes ten codes in the place of the former ones; only their keyed hashes are stored. About 49 random bits each. */
export async function makeRecoveryCodes(ctx: Context, tx: Queries, staffUserId: string): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodeCount }, newCode);
  const macs = codes.map((code) => macOf(ctx, staffUserId, code.replace('-', '')));
  await replaceRecoveryCodes(tx, staffUserId, macs, ctx.clock.now());
  return codes;
}

/** What would be stored of this code, however it is typed; null for what cannot be one. */
export function recoveryCodeMac(ctx: Context, staffUserId: string, typed: string): string | null {
  const code = typed.toLowerCase().replace(/[\s-]/g, '');
  return form.test(code) ? macOf(ctx, staffUserId, code) : null;
}

/**
 * New recovery codes for one's own account; the former ones are void. They are told once.
 * @throws ItineraError `unauthenticated`, `not-allowed` (reason `proof`) without a fresh proof.
 */
export async function newRecoveryCodes(ctx: Context, sessionToken: string): Promise<{ codes: string[] }> {
  const { staffUser } = await requireFreshProof(ctx, sessionToken);
  return ctx.db.write(async (tx) => {
    const codes = await makeRecoveryCodes(ctx, tx, staffUser.id);
    await noteChange(ctx, tx, staffUser, 'recovery-codes-made');
    return { codes };
  });
}

function newCode(): string {
  const half = (): string => Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return `${half()}-${half()}`;
}

function macOf(ctx: Context, staffUserId: string, code: string): string {
  return ctx.keys.mac('staff-recovery', `${staffUserId}:${code}`);
}
