import { lockAttemptLimit, storeAttemptLimit, type Queries } from '@itinera/db';
import { budgetRetryAt, chargeBudget } from '../attempt-budget.ts';
import type { Context } from '../context.ts';
import { networkOf } from '../network.ts';
import { ItineraError } from '../shared/errors.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { failuresBeforePause, networkBudget, pauseAfter } from './limits.ts';

/** An attempt that was counted before anything was compared, or the end of the pause in which there are none. */
export type Attempt = { allowed: true; failures: number } | { allowed: false; until: EpochSeconds };

/** Under which key an account's failures are counted, whether or not anybody has this e-mail. */
export function accountKey(ctx: Pick<Context, 'keys'>, email: string): string {
  return `staff:${ctx.keys.mac('staff-attempts', email)}`;
}

/**
 * Counts an attempt as a failure before it is judged, and pauses the account with every tenth.
 * @throws ItineraError `too-many` (reason `network`, details.retryAt).
 */
export async function chargeAttempt(ctx: Context, key: string, network: string): Promise<Attempt> {
  return ctx.db.write(async (tx) => {
    const now = ctx.clock.now();
    const account = await lockAttemptLimit(tx, key, now);
    if (account.until !== null && account.until > now) return { allowed: false, until: account.until };
    await chargeNetwork(ctx, tx, network);
    const failures = account.failures + 1;
    const until = failures % failuresBeforePause === 0 ? now + pauseAfter(failures) : null;
    await storeAttemptLimit(tx, { ...account, failures, until, lastAt: now });
    return { allowed: true, failures };
  });
}

/** Counts an attempt of a network, on whichever account. @throws ItineraError `too-many` (reason `network`, details.retryAt). */
export async function chargeNetwork(ctx: Context, tx: Queries, network: string): Promise<void> {
  const now = ctx.clock.now();
  const from = ctx.keys.mac('network', networkOf(network));
  const net = await lockAttemptLimit(tx, `staff-network:${from}`, now);
  const retryAt = budgetRetryAt(net, networkBudget, now);
  if (retryAt !== null)
    throw new ItineraError('too-many', 'Too many attempts from this network; wait a little', {
      reason: 'network',
      details: { retryAt },
    });
  await storeAttemptLimit(tx, { ...net, ...chargeBudget(net, networkBudget, now), lastAt: now });
}

/** Takes a counted attempt back: the password was right, which alone neither harms nor heals. */
export async function refundAttempt(ctx: Context, key: string): Promise<void> {
  await ctx.db.write(async (tx) => {
    const account = await lockAttemptLimit(tx, key, ctx.clock.now());
    const pausedByIt = account.failures % failuresBeforePause === 0;
    const failures = Math.max(0, account.failures - 1);
    await storeAttemptLimit(tx, { ...account, failures, until: pausedByIt ? null : account.until });
  });
}

/** How many attempts are left before the next pause. */
export function attemptsLeft(failures: number): number {
  return (failuresBeforePause - (failures % failuresBeforePause)) % failuresBeforePause;
}
