import {
  countRecoveryCodes,
  endStaffSessions,
  endOtherStaffSessions,
  listPasskeys,
  listStaffSessions,
} from '@itinera/db';
import type { Context } from '../context.ts';
import { notFound } from '../shared/ids.ts';
import type { StaffAccount } from './account-types.ts';
import { provenUntil, requireSession } from './live-session.ts';
import { sessionIdle } from './limits.ts';
import { isEnrolled } from './sign-in.ts';

/** One's own account: what protects it and where it is open. @throws ItineraError `unauthenticated`. */
export async function account(ctx: Context, sessionToken: string): Promise<StaffAccount> {
  const { session, staffUser } = await requireSession(ctx, sessionToken);
  const now = ctx.clock.now();
  const sessions = await listStaffSessions(ctx.db.read, staffUser.id, now);
  const { companyId, id: staffUserId } = staffUser;
  const passkeys = await listPasskeys(ctx.db.read, { companyId, staffUserId });
  return {
    name: staffUser.name,
    email: staffUser.email,
    hasPassword: staffUser.passwordHash !== null && isEnrolled(staffUser),
    passkeys: passkeys.map(({ id, name, backedUp, createdAt, lastUsedAt }) => ({
      id,
      name,
      backedUp,
      createdAt,
      lastUsedAt,
    })),
    recoveryCodesLeft: await countRecoveryCodes(ctx.db.read, staffUser.id),
    provenUntil: provenUntil(ctx, session),
    sessions: sessions
      .filter(({ lastSeenAt }) => lastSeenAt + sessionIdle > now)
      .map(({ idHash, userAgent, createdAt, lastSeenAt }) => ({
        id: sessionId(ctx, idHash),
        current: idHash === session.idHash,
        userAgent,
        createdAt,
        lastSeenAt,
      })),
  };
}

/** Ends one of one's own sessions. @throws ItineraError `unauthenticated`, `not-found`. */
export async function endOwnSession(
  ctx: Context,
  sessionToken: string,
  input: { sessionId: string },
): Promise<void> {
  const { staffUser } = await requireSession(ctx, sessionToken);
  const now = ctx.clock.now();
  const sessions = await listStaffSessions(ctx.db.read, staffUser.id, now);
  const found = sessions.find(({ idHash }) => sessionId(ctx, idHash) === input.sessionId);
  if (!found) throw notFound('sessionId');
  await ctx.db.write((tx) => endStaffSessions(tx, { idHash: found.idHash }, now));
}

/** Ends every session of one's own but this one. @throws ItineraError `unauthenticated`. */
export async function endOtherSessions(ctx: Context, sessionToken: string): Promise<void> {
  const { session, staffUser } = await requireSession(ctx, sessionToken);
  await ctx.db.write((tx) => endOtherStaffSessions(tx, staffUser.id, session.idHash, ctx.clock.now()));
}

/** A name for a session that leads neither to its token nor to its row. */
function sessionId(ctx: Context, idHash: string): string {
  return ctx.keys.mac('staff-session-id', idHash);
}
