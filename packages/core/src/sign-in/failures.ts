import {
  findAttemptLimit,
  lockAttemptLimit,
  recordDeviceFailure,
  storeAttemptLimit,
  findAnyBusinessUnit,
  updateSignInIdentifier,
  type Queries,
  type SignInChallenge,
} from '@itinera/db';
import { budgetRetryAt, chargeBudget } from '../attempt-budget.ts';
import { portalName } from '../business-units/portal-name.ts';
import type { Context } from '../context.ts';
import { queueMessage } from '../notifications/queue-message.ts';
import { takeSms } from '../notifications/sms-budget.ts';
import { ItineraError } from '../shared/errors.ts';
import { isLanguage } from '../shared/languages.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { pausedContent } from './code-content.ts';
import type { IdentifierState } from './identifier-state.ts';
import {
  attemptsPerChallenge,
  dayBudget,
  failureBudget,
  failuresBeforeClosing,
  failuresBeforePause,
  pause,
} from './limits.ts';
import type { NotProven } from './types.ts';

const siteKey = 'failed-codes';
const dayKey = 'failed-codes-of-a-day';

/**
 * Refuses unknown devices while the installation sees too many wrong codes: guessing over many identifiers at once
 * stays below every identifier's own limits.
 * @throws ItineraError `too-many`, reason `site`, details.retryAt.
 */
export async function requireFailureBudget(tx: Queries, now: EpochSeconds): Promise<void> {
  const retryAt = budgetRetryAt(await lockAttemptLimit(tx, siteKey, now), failureBudget, now);
  if (retryAt !== null)
    throw new ItineraError('too-many', 'Too many wrong codes everywhere; wait a little', {
      reason: 'site',
      details: { retryAt },
    });
}

/** How many digits a code has now: two more while a day sees too many wrong ones of unknown devices. */
export async function digitsOfCodes(q: Queries, now: EpochSeconds): Promise<6 | 8> {
  const state = await findAttemptLimit(q, dayKey);
  return state && budgetRetryAt(state, dayBudget, now) !== null ? 8 : 6;
}

/** Counts a wrong code where it belongs, pauses the identifier when it is time, and says what is left. */
export async function chargeFailure(
  ctx: Context,
  tx: Queries,
  challenge: SignInChallenge,
  { record, deviceHash }: IdentifierState,
  now: EpochSeconds,
): Promise<NotProven> {
  const { companyId, identifier } = challenge;
  const wrong = { kind: 'wrong', attemptsLeft: attemptsPerChallenge - challenge.attempts } as const;
  if (deviceHash !== null) {
    await recordDeviceFailure(tx, companyId, identifier, deviceHash);
    return wrong;
  }
  const site = await lockAttemptLimit(tx, siteKey, now);
  await storeAttemptLimit(tx, { ...site, ...chargeBudget(site, failureBudget, now), lastAt: now });
  await chargeDay(ctx, tx, now);
  const failures = record.consecutiveFailures + 1;
  const closed = failures >= failuresBeforeClosing;
  const paused = closed || failures % failuresBeforePause === 0;
  const until = now + pause;
  await updateSignInIdentifier(tx, companyId, identifier, {
    consecutiveFailures: failures,
    lastFailureAt: now,
    ...(paused ? { pausedUntil: until } : {}),
    ...(closed ? { disabledAt: now } : {}),
  });
  if (!paused) return wrong;
  await tellOwner(ctx, tx, challenge, closed ? null : until, failures);
  ctx.logger.warn({ businessUnit: challenge.businessUnitId, failures, closed }, 'sign-in by code paused');
  return { kind: 'paused', until };
}

async function chargeDay(ctx: Context, tx: Queries, now: EpochSeconds): Promise<void> {
  const before = await lockAttemptLimit(tx, dayKey, now);
  const after = { ...before, ...chargeBudget(before, dayBudget, now), lastAt: now };
  await storeAttemptLimit(tx, after);
  if (budgetRetryAt(before, dayBudget, now) === null && budgetRetryAt(after, dayBudget, now) !== null)
    ctx.logger.error(
      { wrongCodes: dayBudget.attempts },
      'too many wrong codes in a day: codes have eight digits now',
    );
}

/** To whoever has the identifier; for a decoy nothing leaves, after the same writes. */
async function tellOwner(
  ctx: Context,
  tx: Queries,
  challenge: SignInChallenge,
  until: EpochSeconds | null,
  failures: number,
): Promise<void> {
  const unit = await findAnyBusinessUnit(tx, challenge.businessUnitId);
  if (!unit) return;
  const language = isLanguage(challenge.language) ? challenge.language : 'en';
  const { channel, identifier, decoy } = challenge;
  const now = ctx.clock.now();
  if (channel === 'sms' && !(await takeSms(tx, unit, identifier, now, decoy ? 0 : 1))) return;
  await queueMessage(ctx, tx, {
    businessUnitId: unit.id,
    kind: 'sign-in-paused',
    channel,
    recipient: identifier,
    language,
    content: pausedContent(channel, { company: portalName(unit), until, zone: unit.zone }, language),
    validIf: decoy ? { kind: 'challenge', idHash: challenge.idHash } : { kind: 'always' },
    dedupeKey: `paused:${challenge.idHash}:${failures}`,
  });
}
