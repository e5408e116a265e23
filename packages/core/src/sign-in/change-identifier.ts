import {
  deleteAccessLink,
  endPortalSessions,
  findAccess,
  insertRows,
  listPortalSessions,
  updateAccess,
  voidOtherChallenges,
  type Queries,
} from '@itinera/db';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import { newToken, tokenHash } from '../keys.ts';
import { networkOf } from '../network.ts';
import { ItineraError } from '../shared/errors.ts';
import type { Language } from '../shared/languages.ts';
import { provenUntil, requireFresh } from '../fresh-proof.ts';
import { issueCode } from './issue-code.ts';
import { accessScopeOf, matchesOfSession } from './matching-accesses.ts';
import { ownAccess, type OwnAccess } from './proof-channel.ts';
import { limitProofs } from './prove-again.ts';
import { proveByCode, requireCode } from './prove.ts';
import { reachableIdentifier } from './reachable.ts';
import { tellFormer } from './tell-former.ts';
import type { AskedProof, ChangeResult, CodeRequested } from './types.ts';

/**
 * Sends a code to the address or number that whoever is signed in wants to sign in with from now on. Whether somebody
 * else has it is not looked at, and not told.
 * @throws ItineraError `unauthenticated`, `not-allowed` (reason `proof-needed`: no proof within ten minutes), `invalid`
 * (`identifier`, reason `same` or as `requestCode`), `too-many` as `requestCode`.
 */
export async function requestChange(
  ctx: Context,
  sessionToken: string,
  input: { identifier: string; network: string; language: Language },
): Promise<CodeRequested & AskedProof> {
  const own = await ownAccess(ctx, sessionToken);
  const now = ctx.clock.now();
  requireFresh(provenUntil(own.session, now), now);
  const identifier = reachableIdentifier(ctx, own.unit, input.identifier);
  if (identifier.value === own.access.email || identifier.value === own.access.phone)
    throw new ItineraError('invalid', 'identifier: it is the one on file already', {
      field: 'identifier',
      reason: 'same',
    });
  await limitProofs(ctx, own);
  const asked = await issueCode(ctx, {
    purpose: 'change-identifier',
    unit: own.unit,
    identifier,
    language: input.language,
    network: networkOf(input.network),
    deviceHash: null,
    by: { sessionHash: own.session.idHash, accessId: own.access.id },
  });
  return { ...asked, ...identifier };
}

/**
 * Takes the proven address or number for the person's own: the one it replaces is told, its pending codes are void, a
 * permanent link is gone, and every other session ends; this one goes on under a new token.
 * @throws ItineraError `unauthenticated`, `not-allowed` (reason `proof-needed`, `closed`), `invalid` (`code`), `too-many`
 * (reason `site`), `stale` when staff changed the person at the same moment.
 */
export async function confirmChange(
  ctx: Context,
  sessionToken: string,
  input: { challengeToken: string; code: string },
): Promise<ChangeResult> {
  const code = requireCode(input.code);
  const own = await ownAccess(ctx, sessionToken);
  const sessionHash = tokenHash(sessionToken);
  const { challengeToken } = input;
  return ctx.db.write(async (tx) => {
    const typed = {
      challengeToken,
      code,
      purpose: 'change-identifier',
      deviceHash: null,
      sessionHash,
    } as const;
    const proof = await proveByCode(ctx, tx, typed);
    if (proof.kind !== 'proven') return proof;
    const { channel, identifier } = proof.challenge;
    return takeOver(ctx, tx, own, { channel, value: identifier });
  });
}

async function takeOver(
  ctx: Context,
  tx: Queries,
  { session, unit, ...own }: OwnAccess,
  to: { channel: 'email' | 'sms'; value: string },
): Promise<ChangeResult> {
  const now = ctx.clock.now();
  const { businessUnitId, companyId } = session;
  const access = (await findAccess(tx, businessUnitId, own.access.id)) ?? own.access;
  const column = to.channel === 'email' ? 'email' : 'phone';
  const former = access[column];
  const changed = await updateAccess(tx, businessUnitId, access.id, access.revision, { [column]: to.value });
  if (!changed) throw new ItineraError('stale', 'The person was changed meanwhile: try again');
  await deleteAccessLink(tx, businessUnitId, access.id);

  // What this session stands for may be the identifier that is no more, or the link that has just gone.
  const identifier = session.identifier === former || isLinked(session) ? to.value : session.identifier;
  const mine = await listPortalSessions(tx, session, now);
  for (const { idHash, accessId } of mine)
    if (accessId === access.id || accessId === null) await endPortalSessions(tx, { idHash }, now);
  if (former !== null)
    await voidOtherChallenges(tx, { companyId, identifier: former, purpose: 'sign-in' }, '', now);
  const { token, hash } = newToken();
  const renewed = { ...session, idHash: hash, identifier, lastSeenAt: now, endedAt: null };
  await insertRows(tx, 'portalSession', [renewed]);

  if (former !== null) await tellFormer(ctx, tx, { unit, access, channel: to.channel, former, to: to.value });
  const match = (await matchesOfSession(tx, renewed)).find((one) => one.access.id === access.id);
  if (!match) throw new ItineraError('unauthenticated', 'This session has ended: sign in again');
  await appendEvent(ctx, tx, accessScopeOf(match, provenUntil(renewed, now)), {
    kind: 'access.identifier-changed',
    subjectType: 'access',
    subjectId: access.id,
    data: { channel: to.channel, by: 'customer' },
  });
  ctx.logger.info({ access: access.id, channel: to.channel }, 'identifier changed by its owner');
  return { kind: 'changed', sessionToken: token, remembered: session.remembered };
}

function isLinked({ identifier }: { identifier: string }): boolean {
  return identifier.startsWith('access:');
}
