import { and, asc, count, eq, gt, inArray, lte, ne, or } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Queries } from '../engine/database.ts';
import type { CustomerKeyKind } from '../schema/duplicates.ts';

/** Something that several customers have alike. */
export interface SharedKey {
  customerId: string;
  kind: CustomerKeyKind;
  value: string;
}

/**
 * What two to `mostSharing` customers of a unit have alike, of at most `limit` such things; more than that share the
 * telephone of a caretaker, or nothing that tells them from others.
 */
export async function listSharedKeys(
  q: Queries,
  businessUnitId: string,
  { mostSharing, limit }: { mostSharing: number; limit: number },
): Promise<SharedKey[]> {
  const { customerKey: k } = q.tables;
  const shared = q
    .select({ kind: k.kind, value: k.value })
    .from(k)
    .where(eq(k.businessUnitId, businessUnitId))
    .groupBy(k.kind, k.value)
    .having(and(gt(count(), 1), lte(count(), mostSharing)))
    .orderBy(asc(k.kind), asc(k.value))
    .limit(limit)
    .as('shared');
  return q
    .select({ customerId: k.customerId, kind: k.kind, value: k.value })
    .from(k)
    .innerJoin(shared, and(eq(shared.kind, k.kind), eq(shared.value, k.value)))
    .where(eq(k.businessUnitId, businessUnitId))
    .orderBy(asc(k.kind), asc(k.value), asc(k.customerId));
}

/** What others have alike with this customer; at most `limit`. */
export async function listKeysSharedWith(
  q: Queries,
  businessUnitId: string,
  customerId: string,
  limit: number,
): Promise<SharedKey[]> {
  const { customerKey: k } = q.tables;
  const own = alias(k, 'own');
  return q
    .select({ customerId: k.customerId, kind: k.kind, value: k.value })
    .from(own)
    .innerJoin(k, and(eq(k.businessUnitId, own.businessUnitId), eq(k.kind, own.kind), eq(k.value, own.value)))
    .where(
      and(
        eq(own.businessUnitId, businessUnitId),
        eq(own.customerId, customerId),
        ne(k.customerId, customerId),
      ),
    )
    .orderBy(asc(k.customerId), asc(k.kind), asc(k.value))
    .limit(limit);
}

/** The two of a pair, in the order in which it is kept. */
export function sortedPair(one: string, other: string): { firstId: string; secondId: string } {
  return one < other ? { firstId: one, secondId: other } : { firstId: other, secondId: one };
}

/** Pairs among these customers and others of which staff said that they are not the same. */
export async function listDistinct(
  q: Queries,
  businessUnitId: string,
  customerIds: readonly string[],
): Promise<{ firstId: string; secondId: string }[]> {
  const { customerDistinct: d } = q.tables;
  const ids = [...customerIds];
  return q
    .select({ firstId: d.firstId, secondId: d.secondId })
    .from(d)
    .where(and(eq(d.businessUnitId, businessUnitId), or(inArray(d.firstId, ids), inArray(d.secondId, ids))));
}

/** Notes that two are not the same; true when that is new. */
export async function storeDistinct(
  tx: Queries,
  pair: {
    businessUnitId: string;
    firstId: string;
    secondId: string;
    staffUserId: string | null;
    decidedAt: number;
  },
): Promise<boolean> {
  const { customerDistinct: d } = tx.tables;
  const added = await tx.insert(d).values(pair).onConflictDoNothing().returning({ id: d.firstId });
  return added.length === 1;
}
