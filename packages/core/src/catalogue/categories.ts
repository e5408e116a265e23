import { findPresetByKey, insertRows, listPresets, type Queries } from '@itinera/db';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';

/** A category as the unit's list of them has it, letter case aside; a new one joins the list. '' stays none. */
export async function keepCategory(
  ctx: Pick<Context, 'ids'>,
  tx: Queries,
  { businessUnitId }: Pick<BusinessUnitScope | SystemScope, 'businessUnitId'>,
  name: string,
): Promise<string> {
  if (name === '') return '';
  const list = 'type-category';
  const key = name.toLowerCase();
  const known = await findPresetByKey(tx, businessUnitId, list, key);
  if (known) return known.name;
  const own = (await listPresets(tx, businessUnitId)).filter((one) => one.list === list);
  const position = Math.max(0, ...own.map((one) => one.position)) + 1;
  await insertRows(tx, 'preset', [{ id: ctx.ids.newId(), businessUnitId, list, name, key, position }]);
  return name;
}
