import type { CustomerFields, CustomerInput } from '@itinera/core';
import type { RecordField } from './record-words.ts';

/** What a record would be if this were saved over what was seen. */
export function fieldsOfInput(input: CustomerInput, seen: CustomerFields): CustomerFields {
  const custom = Object.entries({ ...seen.customFields, ...input.customFields });
  return {
    ...seen,
    ...input,
    customFields: Object.fromEntries(
      custom.filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== ''),
    ),
  };
}

/** The fields that are not the same in two versions, in the order of the first. */
export function differingFields(one: CustomerFields, other: CustomerFields): RecordField[] {
  return (Object.keys(one) as RecordField[]).filter((field) => plain(one[field]) !== plain(other[field]));
}

/** The codes of own fields have no order. */
function plain(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(value);
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
