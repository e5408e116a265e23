import { useRecoveryCode, useTotpStep, type Queries, type StaffUser } from '@itinera/db';
import type { Context } from '../context.ts';
import { recoveryCodeMac } from './recovery-codes.ts';
import { totpStep } from './totp.ts';

/** Somebody who may give a second factor. */
export type Enrolled = StaffUser & { totpSecret: string };

/**
 * Uses up what was typed as second factor: a code of the authenticator app, or a recovery code. Either works once, also
 * in parallel. null when it is neither.
 */
export async function useCode(
  ctx: Context,
  tx: Queries,
  user: Enrolled,
  typed: string,
): Promise<'authenticator' | 'recovery' | null> {
  const now = ctx.clock.now();
  const step = totpStep(ctx, user, typed.replace(/\s/g, ''), now);
  if (step !== null) return (await useTotpStep(tx, user.companyId, user.id, step)) ? 'authenticator' : null;
  const mac = recoveryCodeMac(ctx, user.id, typed);
  return mac !== null && (await useRecoveryCode(tx, user.id, mac, now)) ? 'recovery' : null;
}
