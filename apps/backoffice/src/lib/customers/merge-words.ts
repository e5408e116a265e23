import { m } from '#words';
import type { CustomerFields, MergeField, MergeRecord, RecordOptions } from '@itinera/core';
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
