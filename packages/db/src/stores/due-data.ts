import { and, asc, eq, gt, gte, inArray, isNotNull, isNull, lt, ne, notExists, or } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';

/** Closed interventions of a unit whose words are still there and that were closed before `before`. */
export async function listInterventionsDue(
  q: Queries,
  businessUnitId: string,
  before: number,
  limit: number,
): Promise<string[]> {
  const { intervention: t } = q.tables;
  const rows = await q
    .select({ id: t.id })
    .from(t)
    .where(
      and(
        eq(t.businessUnitId, businessUnitId),
        inArray(t.status, ['terminated', 'canceled']),
        isNotNull(t.closedAt),
        lt(t.closedAt, before),
        isNull(t.erasedAt),
      ),
    )
    .orderBy(asc(t.closedAt), asc(t.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** Messages of a unit that still say to whom they went and were written before `before`. */
export async function listMessagesDue(
  q: Queries,
  businessUnitId: string,
  before: number,
  limit: number,
): Promise<string[]> {
  const { message: t } = q.tables;
  const rows = await q
    .select({ id: t.id })
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), lt(t.createdAt, before), ne(t.recipient, '')))
    .orderBy(asc(t.createdAt), asc(t.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** Accesses of a unit that are not erased and were last allowed, or made, before `before`; after `afterId`, by id. */
export async function listAccessesDue(
  q: Queries,
  businessUnitId: string,
  before: number,
  { afterId, limit }: { afterId: string | null; limit: number },
): Promise<string[]> {
  const { access: t, accessPeriod: p } = q.tables;
  const allowedSince = q
    .select({ accessId: p.accessId })
    .from(p)
    .where(and(eq(p.accessId, t.id), eq(p.businessUnitId, t.businessUnitId), notBefore(q, before)));
  const rows = await q
    .select({ id: t.id })
    .from(t)
    .where(
      and(
        eq(t.businessUnitId, businessUnitId),
        eq(t.enabled, false),
        isNull(t.erasedAt),
        lt(t.createdAt, before),
        afterId === null ? undefined : gt(t.id, afterId),
        notExists(allowedSince),
      ),
    )
    .orderBy(asc(t.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}

function notBefore({ tables: { accessPeriod: p } }: Queries, instant: number) {
  return or(isNull(p.endedAt), gte(p.endedAt, instant));
}
