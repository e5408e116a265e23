import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { CustomerTag } from '../rows.ts';
import { insertRows } from './bulk.ts';
import { indexCustomers } from './customer-index.ts';
import { inPieces } from './in-pieces.ts';

/** The tags of these customers, by customer and tag. */
export async function listTags(
  q: Queries,
  businessUnitId: string,
  customerIds: readonly string[],
): Promise<CustomerTag[]> {
  const { customerTag: t } = q.tables;
  const found: CustomerTag[] = [];
  await inPieces(customerIds, async (piece) => {
    const rows = await q
      .select()
      .from(t)
      .where(and(eq(t.businessUnitId, businessUnitId), inArray(t.customerId, piece)))
      .orderBy(asc(t.customerId), asc(t.key));
    found.push(...rows);
  });
  return found;
}

/** Every tag that is used in a unit, once, by its key; of several spellings one. */
export async function listTagsInUse(
  q: Queries,
  businessUnitId: string,
): Promise<Pick<CustomerTag, 'key' | 'tag'>[]> {
  const { customerTag: t } = q.tables;
  const rows = await q
    .selectDistinct({ key: t.key, tag: t.tag })
    .from(t)
    .where(eq(t.businessUnitId, businessUnitId))
    .orderBy(asc(t.key), asc(t.tag));
  return rows.filter((row, n) => row.key !== rows[n - 1]?.key);
}

/** Writes the tags of a customer anew. */
export async function replaceTags(
  tx: Queries,
  businessUnitId: string,
  customerId: string,
  tags: readonly Pick<CustomerTag, 'key' | 'tag'>[],
): Promise<void> {
  const { customerTag: t } = tx.tables;
  await tx.delete(t).where(and(eq(t.businessUnitId, businessUnitId), eq(t.customerId, customerId)));
  await indexCustomers(tx, [customerId]);
  await insertRows(
    tx,
    'customerTag',
    tags.map(({ key, tag }) => ({ businessUnitId, customerId, key, tag })),
  );
}
