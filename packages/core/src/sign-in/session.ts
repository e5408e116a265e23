import {
  endPortalSessions,
  findPortalSession,
  insertRows,
  touchPortalSession,
  type PortalSession as PortalSessionRow,
} from '@itinera/db';
import type { Context } from '../context.ts';
import { newToken, tokenHash } from '../keys.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { ItineraError } from '../shared/errors.ts';
import { sessionIdle, touchEvery } from './limits.ts';
import { accessScopeOf, choiceOf, matchingAccesses, type MatchingAccess } from './matching-accesses.ts';
import type { PortalSession } from './types.ts';

/**
 * The portal's session gate, asked at every request: who this is, by what is true now. null when there is no such
 * session, it was ended, was idle for 12 hours, is 30 days old, or its access or all its customers were disabled.
 */
export async function session(ctx: Context, sessionToken: string): Promise<PortalSession | null> {
  const row = await liveSession(ctx, sessionToken);
  if (!row) return null;
  const matches = await matchesOf(ctx, row);
  const choices = matches.map(choiceOf);
  const chosen = matches.find((match) => match.access.id === row.accessId);
  if (chosen) return { kind: 'signed-in', scope: accessScopeOf(chosen), choices };
  if (row.accessId !== null || choices.length === 0) return null;
  return { kind: 'choose', businessUnitId: row.businessUnitId, choices };
}

/**
 * Binds a session to one of the accesses that its identifier opens, or switches to another; the token is renewed and
 * the former one ends at once. The session's age stays.
 * @throws ItineraError `unauthenticated`, or `not-found` for an access the identifier does not open.
 */
export async function chooseAccess(
  ctx: Context,
  sessionToken: string,
  accessId: string,
): Promise<{ sessionToken: string }> {
  requireIds({ accessId });
  const row = await liveSession(ctx, sessionToken);
  if (!row) throw new ItineraError('unauthenticated', 'This session has ended: sign in again');
  const chosen = (await matchesOf(ctx, row)).find((match) => match.access.id === accessId);
  if (!chosen) throw notFound('accessId');
  const now = ctx.clock.now();
  const { token, hash } = newToken();
  await ctx.db.write(async (tx) => {
    if (!(await findPortalSession(tx, row.idHash, now)))
      throw new ItineraError('unauthenticated', 'This session has ended: sign in again');
    await endPortalSessions(tx, { idHash: row.idHash }, now);
    const businessUnitId = chosen.businessUnit.id;
    await insertRows(tx, 'portalSession', [
      { ...row, idHash: hash, accessId, businessUnitId, lastSeenAt: now },
    ]);
  });
  return { sessionToken: token };
}

/** Ends a session; nothing happens when it had ended. */
export async function signOut(ctx: Context, sessionToken: string): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db.write((tx) => endPortalSessions(tx, { idHash: tokenHash(sessionToken) }, now));
}

async function liveSession(ctx: Context, sessionToken: string): Promise<PortalSessionRow | undefined> {
  const now = ctx.clock.now();
  const row = await findPortalSession(ctx.db.read, tokenHash(sessionToken), now);
  if (!row || row.lastSeenAt + sessionIdle <= now) return undefined;
  if (now - row.lastSeenAt >= touchEvery) await ctx.db.write((tx) => touchPortalSession(tx, row.idHash, now));
  return row;
}

function matchesOf(ctx: Context, row: PortalSessionRow): Promise<MatchingAccess[]> {
  const channel = row.identifier.includes('@') ? 'email' : 'sms';
  return matchingAccesses(ctx.db.read, row.companyId, channel, row.identifier);
}
