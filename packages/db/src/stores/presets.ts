import { and, asc, count, eq, isNotNull } from 'drizzle-orm';
import { forUpdate } from '../engine/locks.ts';
import type { Queries } from '../engine/database.ts';
import type { NewPreset, Preset } from '../rows.ts';
import type { PresetList } from '../schema/presets.ts';

/** The values of a unit's lists, by list, in their order; also those that are not offered any more. */
export async function listPresets(q: Queries, businessUnitId: string): Promise<Preset[]> {
  const { preset: t } = q.tables;
  return q
    .select()
    .from(t)
    .where(eq(t.businessUnitId, businessUnitId))
    .orderBy(asc(t.list), asc(t.position), asc(t.key));
}

/** The value of a list whose name, in lower case, is this. */
export async function findPresetByKey(
  q: Queries,
  businessUnitId: string,
  list: PresetList,
  key: string,
): Promise<Preset | undefined> {
  const { preset: t } = q.tables;
  const [row] = await q
    .select()
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.list, list), eq(t.key, key)));
  return row;
}

/** The values of one list in their order, kept from other writers until this write ends. */
export async function lockPresets(tx: Queries, businessUnitId: string, list: PresetList): Promise<Preset[]> {
  const { preset: t } = tx.tables;
  const rows = await forUpdate(
    tx,
    tx
      .select()
      .from(t)
      .where(and(eq(t.businessUnitId, businessUnitId), eq(t.list, list)))
      .orderBy(asc(t.id)),
  );
  return rows.sort((a, b) => a.position - b.position || (a.key < b.key ? -1 : 1));
}

/** Writes parts of a value that is locked. */
export async function updatePreset(
  tx: Queries,
  businessUnitId: string,
  id: string,
  changes: Partial<Pick<NewPreset, 'name' | 'key' | 'active' | 'position' | 'revision'>>,
): Promise<void> {
  const { preset: t } = tx.tables;
  await tx
    .update(t)
    .set(changes)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id)));
}

/** How many customers have each value, by its id; those that nobody has are not there. */
export async function countPresetUses(q: Queries, businessUnitId: string): Promise<Map<string, number>> {
  const { customer: c } = q.tables;
  const uses = new Map<string, number>();
  for (const column of [c.categoryId, c.profileId, c.paymentMethodId, c.paymentTermId]) {
    const rows = await q
      .select({ id: column, uses: count() })
      .from(c)
      .where(and(eq(c.businessUnitId, businessUnitId), isNotNull(column)))
      .groupBy(column);
    for (const { id, uses: number } of rows) if (id !== null) uses.set(id, (uses.get(id) ?? 0) + number);
  }
  return uses;
}
