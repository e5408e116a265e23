import { isDeepStrictEqual } from 'node:util';
import type { Customer } from '@itinera/db';
import { recordFields } from './customer-record.ts';
import type { MergeField, MergeSide } from './merge-types.ts';

/** The fields of a customer that a merge chooses among; tags of both are kept. */
export function mergeFields(row: Customer): Record<MergeField, unknown> {
  const { tags: _, ...fields } = recordFields(row, []);
  return { ...fields, openingHours: row.openingHours };
}

/** The number of an authority and its kind go together. */
const goesWith: Partial<Record<MergeField, MergeField>> = { taxIdKind: 'taxId' };

/** Which fields differ, and whose value is taken unless somebody says: who stays, but where they have none. */
export function differingFields(
  kept: Record<MergeField, unknown>,
  merged: Record<MergeField, unknown>,
): { field: MergeField; suggested: MergeSide }[] {
  return (Object.keys(kept) as MergeField[])
    .filter((field) => !isDeepStrictEqual(kept[field], merged[field]) && !goesWith[field])
    .map((field) => ({
      field,
      suggested: isNothing(kept[field]) && !isNothing(merged[field]) ? 'merged' : 'kept',
    }));
}

/** The fields that who stays takes from the other. */
export function takenFields(
  kept: Record<MergeField, unknown>,
  merged: Record<MergeField, unknown>,
  choices: Partial<Record<MergeField, MergeSide>>,
): MergeField[] {
  const taken = differingFields(kept, merged)
    .filter(({ field, suggested }) => (choices[field] ?? suggested) === 'merged')
    .map(({ field }) => field);
  return taken.includes('taxId') ? [...taken, 'taxIdKind'] : taken;
}

function isNothing(value: unknown): boolean {
  if (value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
