import { and, asc, eq } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { Preset } from '../rows.ts';
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
