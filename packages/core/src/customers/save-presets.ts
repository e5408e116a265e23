import {
  countPresetUses,
  DbError,
  listPresets,
  lockPresets,
  updatePreset,
  type Preset,
  type Queries,
} from '@itinera/db';
import { z } from 'zod';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { presetLists } from '../shared/customers.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { parseInput } from '../shared/parse-input.ts';
import { keyOf } from './customer-fields.ts';
import { filledLine } from './field-kinds.ts';
import type { PresetView, SavePresetsInput } from './preset-types.ts';
import { mostValues } from './presets.ts';
import { shownRevision } from '../shared/shown-revision.ts';

const read = parseInput(
  z.object({
    list: z.enum(presetLists, `must be one of ${presetLists.join(', ')}`),
    values: z
      .array(
        z.object({
          presetId: z.string(),
          revision: shownRevision,
          name: filledLine(100),
          active: z.boolean('must be yes or no'),
        }),
      )
      .max(mostValues, `must have at most ${mostValues} values`),
  }),
);

/** The values of every list of a unit, in their order, with how many customers have each. */
export async function presetValues(
  ctx: Context,
  { businessUnitId }: BusinessUnitScope,
): Promise<PresetView[]> {
  const q = ctx.db.read;
  return viewsOf(q, businessUnitId, await listPresets(q, businessUnitId));
}

/**
 * Renames values of one list, puts them in another order, offers them no more or again (AZT-18). Who has a value keeps
 * it, under its name of now. Saving what is so already does nothing.
 * @throws ItineraError `invalid` (`values.0.name`; reason `taken`: two of one name), `not-found`, `stale`
 *   (`details.current`: the list as it is, `details.given`).
 */
export async function savePresets(
  ctx: Context,
  scope: BusinessUnitScope,
  input: SavePresetsInput,
): Promise<void> {
  const { list, values } = read(input);
  for (const { presetId } of values) requireIds({ presetId });
  const { businessUnitId } = scope;
  const save = async (tx: Queries): Promise<void> => {
    const before = await lockPresets(tx, businessUnitId, list);
    const known = new Map(before.map((row) => [row.id, row]));
    if (new Set(values.map(({ presetId }) => presetId)).size < values.length)
      throw new ItineraError('invalid', 'values: each value stands once', { field: 'values' });
    for (const { presetId } of values) if (!known.has(presetId)) throw notFound('presetId');
    const after = orderedAnew(before, values);
    const changed = after.filter((row) => !isSame(row, known.get(row.id)!));
    if (changed.length === 0) return;
    if (values.some(({ presetId, revision }) => known.get(presetId)!.revision !== revision))
      throw new ItineraError('stale', 'The list was changed since it was shown', {
        field: 'revision',
        details: { current: await viewsOf(tx, businessUnitId, before), given: values },
      });
    requireDifferentNames(after, values);
    // Two may exchange their names: none has one that is in the way.
    const renamed = changed.filter((row) => row.key !== known.get(row.id)!.key);
    for (const { id } of renamed) await updatePreset(tx, businessUnitId, id, { key: id });
    for (const { id, name, key, active, position, revision } of changed)
      await updatePreset(tx, businessUnitId, id, { name, key, active, position, revision: revision + 1 });
    await appendEvent(ctx, tx, scope, {
      kind: 'preset.list-changed',
      subjectType: 'business-unit',
      subjectId: businessUnitId,
      data: { list, was: before.map(toldOf), is: after.map(toldOf) },
    });
  };
  await ctx.db.write(save).catch((error: unknown) => {
    // Made by somebody in a record at the same moment.
    if (error instanceof DbError && error.code === 'unique-violation') throw taken('values');
    throw error;
  });
}

function orderedAnew(before: readonly Preset[], values: SavePresetsInput['values']): Preset[] {
  const known = new Map(before.map((row) => [row.id, row]));
  const named = values.map(({ presetId, name, active }) => {
    return { ...known.get(presetId)!, name, key: keyOf(name), active };
  });
  const others = before.filter(({ id }) => !named.some((row) => row.id === id));
  return [...named, ...others].map((row, index) => ({ ...row, position: index + 1 }));
}

function isSame(a: Preset, b: Preset): boolean {
  return a.name === b.name && a.active === b.active && a.position === b.position;
}

function requireDifferentNames(after: readonly Preset[], values: SavePresetsInput['values']): void {
  const keys = new Set<string>();
  // Those that were not named stand last: the name that somebody gave is the one that is refused.
  for (const { key } of after.slice(values.length)) keys.add(key);
  for (const [index, { name }] of values.entries()) {
    if (keys.has(keyOf(name))) throw taken(`values.${index}.name`);
    keys.add(keyOf(name));
  }
}

function taken(field: string): ItineraError {
  return new ItineraError('invalid', `${field}: the list has this name already`, { field, reason: 'taken' });
}

const toldOf = ({ id, name, active }: Preset) => ({ presetId: id, name, active });

async function viewsOf(q: Queries, businessUnitId: string, rows: readonly Preset[]): Promise<PresetView[]> {
  const uses = await countPresetUses(q, businessUnitId);
  // Other lists have pages of their own.
  return rows.flatMap(({ id, list, name, active, revision }) =>
    list === 'type-category' ? [] : [{ id, list, name, active, revision, used: uses.get(id) ?? 0 }],
  );
}
