import { endPortalSessions, listPortalSessions, type PortalSession as Row } from '@itinera/db';
import type { Context } from '../context.ts';
import { notFound } from '../shared/ids.ts';
import { isIdle, requireSession } from './session.ts';
import type { OwnSession } from './types.ts';

/**
 * Where whoever is signed in is signed in: every living session of the identifier and of the access, the last used first.
 * @throws ItineraError `unauthenticated`.
 */
export async function ownSessions(ctx: Context, sessionToken: string): Promise<OwnSession[]> {
  return sessionsSeen(ctx, await requireSession(ctx, sessionToken));
}

/** Who asks: of an identifier and an access, in the session of this hash. */
type Asking = Pick<Row, 'companyId' | 'identifier' | 'accessId' | 'idHash'>;

/** The same, whoever looks. */
export async function sessionsSeen(ctx: Context, own: Asking): Promise<OwnSession[]> {
  return (await livingOf(ctx, own)).map((row) => ({
    handle: handleOf(ctx, row),
    device: row.device,
    startedAt: row.createdAt,
    lastSeenAt: row.lastSeenAt,
    remembered: row.remembered,
    current: row.idHash === own.idHash,
  }));
}

/**
 * Ends one of one's own sessions, also the one that asks.
 * @throws ItineraError `unauthenticated`, `not-found` for a handle of nobody's or somebody else's.
 */
export async function endOwnSession(ctx: Context, sessionToken: string, handle: string): Promise<void> {
  const own = await requireSession(ctx, sessionToken);
  const row = (await livingOf(ctx, own)).find((one) => handleOf(ctx, one) === handle);
  if (!row) throw notFound('handle');
  await ctx.db.write((tx) => endPortalSessions(tx, { idHash: row.idHash }, ctx.clock.now()));
}

/**
 * Ends all of one's own sessions but the one that asks; returns how many there were.
 * @throws ItineraError `unauthenticated`.
 */
export async function endOtherSessions(ctx: Context, sessionToken: string): Promise<number> {
  const own = await requireSession(ctx, sessionToken);
  const others = (await livingOf(ctx, own)).filter(({ idHash }) => idHash !== own.idHash);
  await ctx.db.write(async (tx) => {
    for (const { idHash } of others) await endPortalSessions(tx, { idHash }, ctx.clock.now());
  });
  return others.length;
}

async function livingOf(ctx: Context, own: Asking): Promise<Row[]> {
  const now = ctx.clock.now();
  return (await listPortalSessions(ctx.db.read, own, now)).filter((row) => !isIdle(row, now));
}

/** Not the stored hash itself, which is the session's secret once removed. */
function handleOf(ctx: Context, { idHash }: Row): string {
  return ctx.keys.mac('session-handle', idHash).slice(0, 22);
}
