import { findStaffSession, type Queries, type StaffSession, type StaffUser } from '@itinera/db';
import type { Context } from '../context.ts';
import { tokenHash } from '../keys.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { proofLifetime, sessionIdle } from './limits.ts';

/** A session that is open now, and whose it is. */
export interface LiveSession {
  session: StaffSession;
  staffUser: StaffUser;
}

/** undefined when there is no such session, it ended, was idle too long, or its staff user was disabled. */
export async function liveSession(ctx: Context, sessionToken: string): Promise<LiveSession | undefined> {
  return liveSessionOf(ctx, ctx.db.read, tokenHash(sessionToken));
}

/** The same by what is stored of the token, for what hangs on a session. */
export async function liveSessionOf(
  ctx: Context,
  q: Queries,
  idHash: string,
): Promise<LiveSession | undefined> {
  const now = ctx.clock.now();
  const found = await findStaffSession(q, idHash, now);
  if (found?.staffUser.status !== 'active') return undefined;
  return found.session.lastSeenAt + sessionIdle <= now ? undefined : found;
}

/** @throws ItineraError `unauthenticated`. */
export async function requireSession(ctx: Context, sessionToken: string): Promise<LiveSession> {
  const found = await liveSession(ctx, sessionToken);
  if (!found) throw new ItineraError('unauthenticated', 'Sign in first');
  return found;
}

/** Until when the proof of both factors in this session is fresh; null when it is not. */
export function provenUntil(ctx: Context, { provenAt }: StaffSession): number | null {
  const until = (provenAt ?? 0) + proofLifetime;
  return until > ctx.clock.now() ? until : null;
}

/** @throws ItineraError `unauthenticated`, `not-allowed` (reason `proof`) when the last proof is 10 minutes old. */
export async function requireFreshProof(ctx: Context, sessionToken: string): Promise<LiveSession> {
  const found = await requireSession(ctx, sessionToken);
  if (provenUntil(ctx, found.session) === null) throw noProof();
  return found;
}

/** The same for what is done in a unit. @throws ItineraError `not-allowed` (reason `proof`). */
export function requireProof(ctx: Context, { provenUntil: until }: BusinessUnitScope): void {
  if (until === null || until <= ctx.clock.now()) throw noProof();
}

function noProof(): ItineraError {
  return new ItineraError('not-allowed', 'Prove once more who you are, by both factors or a passkey', {
    reason: 'proof',
  });
}
