import { m } from '#words';
import type { CustomerFields, MergeField, MergePreview, MergeRecord, RecordOptions } from '@itinera/core';
import { formatOpeningHours, type OpeningHours } from '@itinera/core/shared';
import { fieldName, storedText, valueText } from './record-words.ts';

export function mergeFieldName(field: MergeField): string {
  return field === 'openingHours' ? m.merge_field_opening_hours() : fieldName(field);
}

/** A value as people read it. */
export function mergeValue(field: MergeField, { fields, tags }: MergeRecord, options: RecordOptions): string {
  if (field === 'openingHours') {
    const hours = fields.openingHours as OpeningHours | null;
    return storedText(field, hours && formatOpeningHours(hours));
  }
  return valueText(field, { ...fields, tags } as unknown as CustomerFields, options, null);
}

/** What stands beside the fields of a record, as people read it. */
export function ownedBy(record: MergeRecord): { name: string; values: string[] }[] {
  return [
    { name: m.merge_addresses(), values: record.addresses },
    { name: m.merge_tags(), values: record.tags },
    { name: m.merge_accesses(), values: record.accesses },
    { name: m.merge_interventions(), values: [String(record.interventions)] },
  ];
}

/** What became of two records since they were shown: only what is not the same. */
export function changedSince(
  seen: Pick<MergePreview, 'kept' | 'merged'>,
  now: Pick<MergePreview, 'kept' | 'merged'>,
  options: RecordOptions,
): { name: string; own: string; now: string }[] {
  return (['kept', 'merged'] as const).flatMap((side) => {
    const [before, after] = [seen[side], now[side]];
    const fields = (Object.keys(before.fields) as MergeField[]).map((field) => ({
      name: `${before.reference}, ${mergeFieldName(field)}`,
      own: mergeValue(field, before, options),
      now: mergeValue(field, after, options),
    }));
    const owned = ownedBy(before).map(({ name, values }, index) => ({
      name: `${before.reference}, ${name}`,
      own: values.join('; '),
      now: ownedBy(after)[index]?.values.join('; ') ?? '',
    }));
    return [...fields, ...owned].filter((row) => row.own !== row.now);
  });
}
