import { and, asc, eq, getTableColumns, gt, inArray, isNull, notExists, sql, type SQL } from 'drizzle-orm';
import { beforeCommit } from '../engine/before-commit.ts';
import type { Database, Queries } from '../engine/database.ts';
import { forUpdate } from '../engine/locks.ts';
import type { Tables } from '../schema/tables.ts';
import { customerKeys, loadIndexed, searchRow } from './customer-index-rows.ts';
import { inPieces } from './in-pieces.ts';

const noted = new WeakMap<Queries, Set<string>>();

/**
 * Says that something customers are found, counted or compared by changes in this write: themselves, an address, a tag,
 * their work. What lists know of them is worked out anew, once, before the write commits.
 */
export async function indexCustomers(tx: Queries, customerIds: readonly string[]): Promise<void> {
  const known = noted.get(tx);
  if (known) {
    for (const id of customerIds) known.add(id);
    return;
  }
  const ids = new Set(customerIds);
  noted.set(tx, ids);
  if (beforeCommit(tx, () => indexNow(tx, ids))) return;
  noted.delete(tx);
  await indexNow(tx, ids);
}

/** Indexes the customers that are not: those from before there was an index. A few hundred in each write. */
export async function indexMissingCustomers(db: Database): Promise<void> {
  let ids = await missingAfter(db.read, undefined);
  while (ids.length > 0) {
    const piece = ids;
    await db.write((tx) => indexCustomers(tx, piece));
    ids = await missingAfter(db.read, ids.at(-1));
  }
}

async function missingAfter(q: Queries, after: string | undefined): Promise<string[]> {
  const { customer: c, customerSearch: s } = q.tables;
  const indexed = q
    .select({ id: s.customerId })
    .from(s)
    .where(and(eq(s.businessUnitId, c.businessUnitId), eq(s.customerId, c.id)));
  const rows = await q
    .select({ id: c.id })
    .from(c)
    .where(and(isNull(c.mergedIntoId), notExists(indexed), after === undefined ? undefined : gt(c.id, after)))
    .orderBy(asc(c.id))
    .limit(500);
  return rows.map(({ id }) => id);
}

/** In the order of ids, and locked before anything is read: of two writes about one customer the later sees both. */
async function indexNow(tx: Queries, customerIds: ReadonlySet<string>): Promise<void> {
  const { customerSearch: s } = tx.tables;
  await inPieces([...customerIds].sort(), async (ids) => {
    await forUpdate(
      tx,
      tx.select({ id: s.customerId }).from(s).where(inArray(s.customerId, ids)).orderBy(asc(s.customerId)),
    );
    const all = await loadIndexed(tx, ids);
    const shown = all.filter(({ customer }) => customer.mergedIntoId === null);
    const shownIds = new Set(shown.map(({ customer }) => customer.id));
    const gone = ids.filter((id) => !shownIds.has(id));
    if (shown.length > 0)
      await tx
        .insert(s)
        .values(shown.map(searchRow))
        .onConflictDoUpdate({ target: [s.businessUnitId, s.customerId], set: asInserted(s) });
    await storeKeys(tx, ids, shown.flatMap(customerKeys));
    if (gone.length > 0) await tx.delete(s).where(inArray(s.customerId, gone));
  });
}

/** Every column but those that say which row it is. */
function asInserted(table: Tables['customerSearch']): Record<string, SQL> {
  const { rowNumber: _n, businessUnitId: _unit, customerId: _id, ...others } = getTableColumns(table);
  return Object.fromEntries(
    Object.entries(others).map(([key, { name }]) => [key, sql`excluded.${sql.identifier(name)}`]),
  );
}

/** Most customers keep theirs: only what differs is written. */
async function storeKeys(
  tx: Queries,
  ids: readonly string[],
  keys: Tables['customerKey']['$inferInsert'][],
): Promise<void> {
  const { customerKey: k } = tx.tables;
  const name = (key: { customerId: string; kind: string; value: string }): string =>
    `${key.customerId} ${key.kind} ${key.value}`;
  const stored = await tx
    .select()
    .from(k)
    .where(inArray(k.customerId, [...ids]));
  const wanted = new Set(keys.map(name));
  for (const { customerId, kind, value } of stored.filter((key) => !wanted.has(name(key))))
    await tx.delete(k).where(and(eq(k.customerId, customerId), eq(k.kind, kind), eq(k.value, value)));
  const had = new Set(stored.map(name));
  const added = keys.filter((key) => !had.has(name(key)));
  await inPieces(added, (piece) => tx.insert(k).values(piece));
}
