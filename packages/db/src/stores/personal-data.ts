import { and, asc, desc, eq, inArray, or } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { AccessPeriod, Event, Intervention, Message, Part, PortalSession } from '../rows.ts';
import type { LocalisedText } from '../schema/json.ts';
import { inPieces } from './in-pieces.ts';

/** An intervention with its first part and what it is called. */
export interface TypedIntervention {
  intervention: Intervention;
  part: Part | null;
  activityTypeName: LocalisedText;
}

/** Interventions by id, the oldest first. */
export async function listInterventionsToExport(
  q: Queries,
  businessUnitId: string,
  ids: readonly string[],
): Promise<TypedIntervention[]> {
  const { intervention: t, part, activityType } = q.tables;
  const found: TypedIntervention[] = [];
  await inPieces(ids, async (piece) => {
    const rows = await q
      .select({ intervention: t, part, activityTypeName: activityType.name })
      .from(t)
      .innerJoin(activityType, eq(activityType.id, t.activityTypeId))
      .leftJoin(part, and(eq(part.interventionId, t.id), eq(part.position, 0)))
      .where(and(eq(t.businessUnitId, businessUnitId), inArray(t.id, piece)));
    found.push(...rows);
  });
  return found.sort((a, b) => a.intervention.createdAt - b.intervention.createdAt);
}

/** Messages to an access, to these addresses, or about these interventions, the oldest first. */
export async function listMessagesToExport(
  q: Queries,
  businessUnitId: string,
  of: { accessIds: readonly string[]; interventionIds: readonly string[]; recipients: readonly string[] },
): Promise<Message[]> {
  const { message: t } = q.tables;
  const found = new Map<string, Message>();
  const load = async (which: ReturnType<typeof inArray>): Promise<void> => {
    const rows = await q
      .select()
      .from(t)
      .where(and(eq(t.businessUnitId, businessUnitId), which));
    for (const row of rows) found.set(row.id, row);
  };
  await inPieces(of.accessIds, (piece) => load(inArray(t.accessId, piece)));
  await inPieces(of.interventionIds, (piece) => load(inArray(t.interventionId, piece)));
  await inPieces(of.recipients, (piece) => load(inArray(t.recipient, piece)));
  return Array.from(found, ([, one]) => one).sort(
    (a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1),
  );
}

/** Events about these subjects and, where asked for, by these accesses, in order. */
export async function listEventsToExport(
  q: Queries,
  businessUnitId: string,
  of: { subjectIds: readonly string[]; actorIds: readonly string[] },
): Promise<Event[]> {
  const { event: t } = q.tables;
  const found = new Map<number, Event>();
  const load = async (which: ReturnType<typeof and>): Promise<void> => {
    const rows = await q
      .select()
      .from(t)
      .where(and(eq(t.businessUnitId, businessUnitId), which));
    for (const row of rows) found.set(row.sequence, row);
  };
  await inPieces(of.subjectIds, (piece) => load(and(inArray(t.subjectId, piece))));
  await inPieces(of.actorIds, (piece) => load(and(eq(t.actorType, 'access'), inArray(t.actorId, piece))));
  return Array.from(found, ([, one]) => one).sort((a, b) => a.sequence - b.sequence);
}

/** Sessions of an access that are still noted, also ended ones. */
export async function listSessionsToExport(
  q: Queries,
  businessUnitId: string,
  accessId: string,
): Promise<PortalSession[]> {
  const { portalSession: t } = q.tables;
  return q
    .select()
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.accessId, accessId)))
    .orderBy(asc(t.createdAt));
}

export async function listAccessPeriods(
  q: Queries,
  businessUnitId: string,
  accessId: string,
): Promise<AccessPeriod[]> {
  const { accessPeriod: t } = q.tables;
  return q
    .select()
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.accessId, accessId)))
    .orderBy(asc(t.startedAt));
}

/** The last events of these kinds, newest first. */
export async function listEventsOfKinds(
  q: Queries,
  businessUnitId: string,
  kinds: readonly string[],
  limit: number,
): Promise<Event[]> {
  const { event: t } = q.tables;
  return q
    .select()
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), or(...kinds.map((kind) => eq(t.kind, kind)))))
    .orderBy(desc(t.sequence))
    .limit(limit);
}
