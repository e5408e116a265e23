import { DbError, findPresetByKey, insertRows, listPresets, type Queries } from '@itinera/db';
import { z } from 'zod';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { presetLists, type PresetList } from '../shared/customers.ts';
import { ItineraError } from '../shared/errors.ts';
import { parseInput } from '../shared/parse-input.ts';
import { keyOf } from './customer-fields.ts';
import { filledLine } from './field-kinds.ts';

/** What anybody can read through in a list. */
export const mostValues = 500;

const read = parseInput(
  z.object({
    list: z.enum(presetLists, `must be one of ${presetLists.join(', ')}`),
    name: filledLine(100),
  }),
);

/**
 * The value of a unit's list that has this name, letter case aside; made when there is none (AZT-19). Asking twice gives
 * the same.
 * @throws ItineraError `invalid` (`list`, `name`; `name` with reason `too-many`, `inactive`).
 */
export async function createPreset(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  input: { list: PresetList; name: string },
): Promise<{ presetId: string; name: string }> {
  const { list, name } = read(input);
  const write = () => ctx.db.write((tx) => takePreset(ctx, tx, scope, list, name));
  // Made by somebody else at the same moment: then it is there.
  return write().catch((error: unknown) => {
    if (error instanceof DbError && error.code === 'unique-violation') return write();
    throw error;
  });
}

/** The same in the caller's transaction, for a name that was read. */
export async function takePreset(
  ctx: Context,
  tx: Queries,
  scope: BusinessUnitScope | SystemScope,
  list: PresetList,
  name: string,
): Promise<{ presetId: string; name: string }> {
  const { businessUnitId } = scope;
  const key = keyOf(name);
  const known = await findPresetByKey(tx, businessUnitId, list, key);
  if (known && !known.active)
    throw new ItineraError('invalid', `name: "${known.name}" is in the list, and not offered any more`, {
      field: 'name',
      reason: 'inactive',
    });
  if (known) return { presetId: known.id, name: known.name };
  const own = (await listPresets(tx, businessUnitId)).filter((one) => one.list === list);
  if (own.length >= mostValues)
    throw new ItineraError('invalid', `name: the list has ${mostValues} values already`, {
      field: 'name',
      reason: 'too-many',
    });
  const presetId = ctx.ids.newId();
  const position = Math.max(0, ...own.map((one) => one.position)) + 1;
  await insertRows(tx, 'preset', [{ id: presetId, businessUnitId, list, name, key, position }]);
  await appendEvent(ctx, tx, scope, {
    kind: 'preset.created',
    subjectType: 'business-unit',
    subjectId: businessUnitId,
    data: { list, name },
  });
  return { presetId, name };
}
