import { and, asc, desc, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { KnownDevice, PortalSession } from '../rows.ts';

/** The session of this hash that is neither ended nor expired at `now`. */
export async function findPortalSession(
  q: Queries,
  idHash: string,
  now: number,
): Promise<PortalSession | undefined> {
  const { portalSession: t } = q.tables;
  const [row] = await q
    .select()
    .from(t)
    .where(and(eq(t.idHash, idHash), isNull(t.endedAt), gt(t.expiresAt, now)));
  return row;
}

export async function touchPortalSession(tx: Queries, idHash: string, lastSeenAt: number): Promise<void> {
  const { portalSession: t } = tx.tables;
  await tx.update(t).set({ lastSeenAt }).where(eq(t.idHash, idHash));
}

/** Notes that the person has just proven an identifier in this session. */
export async function notePortalProof(tx: Queries, idHash: string, provenAt: number): Promise<void> {
  const { portalSession: t } = tx.tables;
  await tx.update(t).set({ provenAt }).where(eq(t.idHash, idHash));
}

/** The sessions of an identifier and of an access that are neither ended nor expired at `now`, the last used first. */
export async function listPortalSessions(
  q: Queries,
  of: { companyId: string; identifier: string; accessId: string | null },
  now: number,
): Promise<PortalSession[]> {
  const { portalSession: t } = q.tables;
  return q
    .select()
    .from(t)
    .where(
      and(
        eq(t.companyId, of.companyId),
        or(eq(t.identifier, of.identifier), of.accessId === null ? undefined : eq(t.accessId, of.accessId)),
        isNull(t.endedAt),
        gt(t.expiresAt, now),
      ),
    )
    .orderBy(desc(t.lastSeenAt), asc(t.idHash));
}

/** Ends one session, every session of an access, or every session of an identifier. */
export async function endPortalSessions(
  tx: Queries,
  of:
    | { idHash: string }
    | { businessUnitId: string; accessId: string }
    | { companyId: string; identifier: string },
  endedAt: number,
): Promise<void> {
  const { portalSession: t } = tx.tables;
  const which =
    'idHash' in of
      ? eq(t.idHash, of.idHash)
      : 'accessId' in of
        ? and(eq(t.businessUnitId, of.businessUnitId), eq(t.accessId, of.accessId))
        : and(eq(t.companyId, of.companyId), eq(t.identifier, of.identifier));
  await tx
    .update(t)
    .set({ endedAt })
    .where(and(which, isNull(t.endedAt)));
}

/** Ends every session of a unit, whomever it is bound to. */
export async function endPortalSessionsOfUnit(
  tx: Queries,
  businessUnitId: string,
  endedAt: number,
): Promise<void> {
  const { portalSession: t } = tx.tables;
  await tx
    .update(t)
    .set({ endedAt })
    .where(and(eq(t.businessUnitId, businessUnitId), isNull(t.endedAt)));
}

/** The device of this hash, if this identifier signed in on it before. */
export async function findKnownDevice(
  q: Queries,
  companyId: string,
  identifier: string,
  idHash: string,
): Promise<KnownDevice | undefined> {
  const { knownDevice: t } = q.tables;
  const [row] = await q
    .select()
    .from(t)
    .where(and(eq(t.companyId, companyId), eq(t.identifier, identifier), eq(t.idHash, idHash)));
  return row;
}

/** Remembers a device on which somebody signed in, or that it was used again; its failures start anew. */
export async function rememberDevice(
  tx: Queries,
  device: { idHash: string; companyId: string; identifier: string; now: number },
): Promise<void> {
  const { knownDevice: t } = tx.tables;
  const { now, ...key } = device;
  await tx
    .insert(t)
    .values({ ...key, createdAt: now, lastUsedAt: now })
    .onConflictDoUpdate({
      target: t.idHash,
      set: { lastUsedAt: now, consecutiveFailures: 0 },
      setWhere: and(eq(t.companyId, key.companyId), eq(t.identifier, key.identifier)),
    });
}

/** Counts one more failure on a known device and returns the count; nothing when it is not known. */
export async function recordDeviceFailure(
  tx: Queries,
  companyId: string,
  identifier: string,
  idHash: string,
): Promise<number | undefined> {
  const { knownDevice: t } = tx.tables;
  const [row] = await tx
    .update(t)
    .set({ consecutiveFailures: sql`${t.consecutiveFailures} + 1` })
    .where(and(eq(t.companyId, companyId), eq(t.identifier, identifier), eq(t.idHash, idHash)))
    .returning({ consecutiveFailures: t.consecutiveFailures });
  return row?.consecutiveFailures;
}

/** Forgets sessions that were over, and devices not used since, before these instants. For the worker. */
export async function deleteOldPortalSessions(
  tx: Queries,
  before: { sessions: number; devices: number },
): Promise<void> {
  const { portalSession, knownDevice } = tx.tables;
  await tx.delete(portalSession).where(lt(portalSession.expiresAt, before.sessions));
  await tx.delete(knownDevice).where(lt(knownDevice.lastUsedAt, before.devices));
}
