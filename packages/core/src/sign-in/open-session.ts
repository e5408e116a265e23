import {
  findAnyBusinessUnit,
  insertRows,
  rememberDevice,
  updateSignInIdentifier,
  voidOtherChallenges,
  type Queries,
  type SignInChallenge,
} from '@itinera/db';
import type { Context } from '../context.ts';
import { newToken } from '../keys.ts';
import { noteSms } from '../notifications/sms-budget.ts';
import { deviceSummary } from './device-summary.ts';
import type { IdentifierState } from './identifier-state.ts';
import { sessionLimits } from './limits.ts';
import { choiceOf, matchingAccesses } from './matching-accesses.ts';
import { tellNewDevice } from './tell-new-device.ts';
import type { SigningIn, VerifyCodeResult } from './types.ts';

/** After the proof: a new session, a remembered device, and nothing else left that the identifier's codes could open. */
export async function openSession(
  ctx: Context,
  tx: Queries,
  challenge: SignInChallenge,
  { deviceHash }: IdentifierState,
  { deviceToken, remember = false, userAgent }: SigningIn,
): Promise<VerifyCodeResult> {
  const { idHash, companyId, businessUnitId, channel, identifier } = challenge;
  const now = ctx.clock.now();
  const accesses = await matchingAccesses(tx, companyId, channel, identifier);
  const [first] = accesses;
  if (!first) return { kind: 'expired' };
  await voidOtherChallenges(tx, challenge, idHash, now);
  if (deviceHash === null)
    await updateSignInIdentifier(tx, companyId, identifier, { consecutiveFailures: 0, pausedUntil: null });
  const device =
    deviceHash !== null && deviceToken !== undefined ? { token: deviceToken, hash: deviceHash } : newToken();
  await rememberDevice(tx, { idHash: device.hash, companyId, identifier, now });
  const only = accesses.length === 1 ? first : null;
  const session = newToken();
  const summary = deviceSummary(userAgent);
  if (deviceHash === null)
    await tellNewDevice(ctx, tx, accesses, {
      channel,
      identifier,
      device: summary,
      sessionHash: session.hash,
    });
  await insertRows(tx, 'portalSession', [
    {
      idHash: session.hash,
      companyId,
      identifier,
      accessId: only?.access.id ?? null,
      businessUnitId: only?.businessUnit.id ?? businessUnitId,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: now + sessionLimits[remember ? 'remembered' : 'closing'].lifetime,
      remembered: remember,
      provenAt: now,
      device: summary,
    },
  ]);
  if (channel === 'sms') await noteUse(tx, challenge);
  ctx.logger.info({ access: only?.access.id ?? null, choices: accesses.length }, 'signed in to the portal');
  return {
    kind: 'signed-in',
    sessionToken: session.token,
    deviceToken: device.token,
    remembered: remember,
    choices: accesses.map(choiceOf),
  };
}

/** The message was of use: the share of those that are tells staff of a number that somebody has sent to for money. */
async function noteUse(
  tx: Queries,
  { businessUnitId, identifier, createdAt }: SignInChallenge,
): Promise<void> {
  const unit = await findAnyBusinessUnit(tx, businessUnitId);
  if (unit) await noteSms(tx, unit, identifier, 'used', { at: createdAt });
}
