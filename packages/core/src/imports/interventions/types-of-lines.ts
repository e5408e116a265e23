import type { ActivityType, BusinessUnit } from '@itinera/db';
import { LineProblem } from '../problems.ts';

/** A line for another business unit is not ours to take. @throws LineProblem `other-unit`. */
export function requireOwnUnit(cells: ReadonlyMap<string, string>, { id, slug }: BusinessUnit): void {
  for (const [field, own] of [
    ['business_unit_id', id],
    ['business_unit_search_code', slug],
  ] as const) {
    const said = cells.get(field)?.trim() ?? '';
    if (said !== '' && said.toLowerCase() !== own.toLowerCase()) throw new LineProblem('other-unit', field);
  }
}

/** The activity type that a line names by id or reference; undefined: none. @throws LineProblem `unknown`. */
export function typeNamed(
  cells: ReadonlyMap<string, string>,
  types: readonly ActivityType[],
): ActivityType | undefined {
  for (const [field, key] of [
    ['intervention_type_id', 'id'],
    ['intervention_type_reference', 'reference'],
  ] as const) {
    const said = cells.get(field)?.trim() ?? '';
    if (said === '') continue;
    const found = types.find((type) => type[key].toLowerCase() === said.toLowerCase());
    if (!found) throw new LineProblem('unknown', field);
    return found;
  }
  return undefined;
}

/**
 * The type of a new intervention: the one named, else the one chosen for the file, else the only one there is (CAD-IM-03).
 * @throws LineProblem `unknown`, `required`, `not-allowed` for one that is no longer offered, but for what is over, and
 *   `contained` for one that is only made inside another.
 */
export function typeOfNew(
  cells: ReadonlyMap<string, string>,
  types: readonly ActivityType[],
  { chosen, over }: { chosen: string | null; over: boolean },
): ActivityType {
  const active = types.filter((type) => type.active);
  const type =
    typeNamed(cells, types) ??
    types.find(({ id }) => id === chosen) ??
    (active.length === 1 ? active[0] : undefined);
  if (!type) throw new LineProblem('required', 'intervention_type_reference');
  if (type.contained) throw new LineProblem('contained', 'intervention_type_reference');
  if (!type.active && !over) throw new LineProblem('not-allowed', 'intervention_type_reference');
  return type;
}
