import {
  endPortalSessions,
  findPortalSession,
  insertRows,
  lockAccess,
  touchPortalSession,
  type PortalSession as PortalSessionRow,
} from '@itinera/db';
import type { Context } from '../context.ts';
import { newToken, tokenHash } from '../keys.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { ItineraError } from '../shared/errors.ts';
import { provenUntil } from '../fresh-proof.ts';
import { sessionLimits, touchEvery } from './limits.ts';
import { accessScopeOf, choiceOf, matchesOfSession } from './matching-accesses.ts';
import type { EpochSeconds } from '../shared/units.ts';
import type { PortalSession } from './types.ts';

/**
 * The portal's session gate, asked at every request: who this is, by what is true now. null when there is no such
 * session, it was ended, was idle or is older than its limits (`sessionLimits`), or its access or all its customers were
 * disabled. `touches` false: asked by a page on its own, which keeps nobody signed in.
 */
export async function session(
  ctx: Context,
  sessionToken: string,
  { touches = true }: { touches?: boolean } = {},
): Promise<PortalSession | null> {
  const row = await liveSession(ctx, sessionToken, touches);
  if (!row) return null;
  const matches = await matchesOfSession(ctx.db.read, row);
  const choices = matches.map(choiceOf);
  const chosen = matches.find((match) => match.access.id === row.accessId);
  if (chosen) {
    const scope = accessScopeOf(chosen, provenUntil(row, ctx.clock.now()));
    return { kind: 'signed-in', scope, choices };
  }
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
): Promise<{ sessionToken: string; remembered: boolean }> {
  requireIds({ accessId });
  const row = await requireSession(ctx, sessionToken);
  const chosen = (await matchesOfSession(ctx.db.read, row)).find((match) => match.access.id === accessId);
  if (!chosen) throw notFound('accessId');
  const now = ctx.clock.now();
  const { token, hash } = newToken();
  await ctx.db.write(async (tx) => {
    const access = await lockAccess(tx, chosen.businessUnit.id, accessId);
    if (!access?.enabled) throw notFound('accessId');
    if (!(await findPortalSession(tx, row.idHash, now)))
      throw new ItineraError('unauthenticated', 'This session has ended: sign in again');
    await endPortalSessions(tx, { idHash: row.idHash }, now);
    const businessUnitId = chosen.businessUnit.id;
    await insertRows(tx, 'portalSession', [
      { ...row, idHash: hash, accessId, businessUnitId, lastSeenAt: now },
    ]);
  });
  return { sessionToken: token, remembered: row.remembered };
}

/**
 * The session of a token.
 * @throws ItineraError `unauthenticated`.
 */
export async function requireSession(ctx: Context, sessionToken: string): Promise<PortalSessionRow> {
  const row = await liveSession(ctx, sessionToken);
  if (!row) throw new ItineraError('unauthenticated', 'This session has ended: sign in again');
  return row;
}

/** Ends a session; nothing happens when it had ended. */
export async function signOut(ctx: Context, sessionToken: string): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db.write((tx) => endPortalSessions(tx, { idHash: tokenHash(sessionToken) }, now));
}

/** The session of a token while it lives; its use is noted. */
export async function liveSession(
  ctx: Context,
  sessionToken: string,
  touches = true,
): Promise<PortalSessionRow | undefined> {
  const now = ctx.clock.now();
  const row = await findPortalSession(ctx.db.read, tokenHash(sessionToken), now);
  if (!row || isIdle(row, now)) return undefined;
  if (touches && now - row.lastSeenAt >= touchEvery)
    await ctx.db.write((tx) => touchPortalSession(tx, row.idHash, now));
  return row;
}

/** Whether a session was not used for so long that it is over. */
export function isIdle({ remembered, lastSeenAt }: PortalSessionRow, now: EpochSeconds): boolean {
  return lastSeenAt + sessionLimits[remembered ? 'remembered' : 'closing'].idle <= now;
}
