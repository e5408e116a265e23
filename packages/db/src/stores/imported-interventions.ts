import { and, asc, eq, gt, gte, inArray, isNotNull, isNull, lt, or } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import { forUpdate } from '../engine/locks.ts';
import type { Intervention } from '../rows.ts';
import type { InterventionStatus } from '../schema/interventions.ts';
import { indexCustomers } from './customer-index.ts';
import { inPieces } from './in-pieces.ts';

/** What files call interventions: by id, or by the other system's reference, else by our number. */
export interface InterventionNames {
  ids: readonly string[];
  references: readonly string[];
}

/** Those that are there, by what they were called; kept from other writers until this write ends when `lock` is set. */
export async function findInterventionsByName(
  q: Queries,
  businessUnitId: string,
  { ids, references }: InterventionNames,
  lock = false,
): Promise<Map<string, Intervention>> {
  const { intervention: t } = q.tables;
  const found = new Map<string, Intervention>();
  const select = (piece: { ids?: string[]; references?: string[] }) => {
    const named = piece.ids
      ? inArray(t.id, piece.ids)
      : or(
          inArray(t.externalReference, piece.references ?? []),
          and(isNull(t.externalReference), inArray(t.reference, piece.references ?? [])),
        );
    const rows = q
      .select()
      .from(t)
      .where(and(eq(t.businessUnitId, businessUnitId), isNull(t.erasedAt), named))
      .orderBy(asc(t.id));
    return lock ? forUpdate(q, rows) : rows;
  };
  await inPieces([...new Set(ids)], async (piece) => {
    for (const row of await select({ ids: piece })) found.set(row.id, row);
  });
  await inPieces([...new Set(references)], async (piece) => {
    for (const row of await select({ references: piece }))
      found.set(row.externalReference ?? row.reference, row);
  });
  return found;
}

/** Which interventions of a unit a file takes out; those whose customer was erased are not there. */
export interface InterventionsToExport {
  status?: InterventionStatus | undefined;
  activityTypeId?: string | undefined;
  /** Planned or promised to begin in `[from, to)`. */
  from?: number | undefined;
  to?: number | undefined;
}

/** Their ids, from one on. */
export async function listInterventionIdsToExport(
  q: Queries,
  businessUnitId: string,
  { status, activityTypeId, from, to }: InterventionsToExport,
  { after, limit }: { after: string | null; limit: number },
): Promise<string[]> {
  const { intervention: i, part } = q.tables;
  const rows = await q
    .select({ id: i.id })
    .from(i)
    .leftJoin(
      part,
      and(eq(part.businessUnitId, i.businessUnitId), eq(part.interventionId, i.id), eq(part.position, 0)),
    )
    .where(
      and(
        eq(i.businessUnitId, businessUnitId),
        isNull(i.erasedAt),
        after === null ? undefined : gt(i.id, after),
        status === undefined ? undefined : eq(i.status, status),
        activityTypeId === undefined ? undefined : eq(i.activityTypeId, activityTypeId),
        from === undefined ? undefined : gte(part.promiseStart, from),
        to === undefined ? undefined : lt(part.promiseStart, to),
      ),
    )
    .orderBy(asc(i.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** The headers of all custom fields that interventions of a unit have, sorted. */
export async function listInterventionFields(q: Queries, businessUnitId: string): Promise<string[]> {
  const { intervention: t } = q.tables;
  const headers = new Set<string>();
  for (let after: string | null = null; ;) {
    const rows: Pick<Intervention, 'id' | 'customFields'>[] = await q
      .select({ id: t.id, customFields: t.customFields })
      .from(t)
      .where(
        and(
          eq(t.businessUnitId, businessUnitId),
          isNotNull(t.customFields),
          after === null ? undefined : gt(t.id, after),
        ),
      )
      .orderBy(asc(t.id))
      .limit(2000);
    for (const { customFields } of rows) for (const one of Object.keys(customFields ?? {})) headers.add(one);
    const last = rows.at(-1);
    if (!last || rows.length < 2000) return [...headers].sort();
    after = last.id;
  }
}

/** Whether somebody is about to move an intervention, was told of it, answered for it or used its actions. */
export async function isInterventionUsed(q: Queries, businessUnitId: string, id: string): Promise<boolean> {
  const { hold, message, formSubmission, portalActionUse, signedDocument, file, workStep, lateReport } =
    q.tables;
  const { clocking } = q.tables;
  for (const t of [
    ...[hold, message, formSubmission, portalActionUse, signedDocument, file],
    ...[workStep, lateReport, clocking],
  ]) {
    const rows = await q
      .select({ id: t.id })
      .from(t)
      .where(and(eq(t.businessUnitId, businessUnitId), eq(t.interventionId, id)))
      .limit(1);
    if (rows.length > 0) return true;
  }
  const { intervention: t } = q.tables;
  const parts = await q
    .select({ id: t.id })
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.parentId, id)))
    .limit(1);
  return parts.length > 0;
}

/** Removes an intervention that nothing refers to and that stands in nobody's day, with its parts. */
export async function removeIntervention(tx: Queries, businessUnitId: string, id: string): Promise<void> {
  const { intervention: t, part } = tx.tables;
  await tx.delete(part).where(and(eq(part.businessUnitId, businessUnitId), eq(part.interventionId, id)));
  const removed = await tx
    .delete(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id)))
    .returning({ customerId: t.customerId });
  await indexCustomers(
    tx,
    removed.map(({ customerId }) => customerId),
  );
}
