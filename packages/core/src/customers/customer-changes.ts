import { isDeepStrictEqual } from 'node:util';
import { compactTaxId, recogniseTaxId } from '../shared/tax-ids/tax-ids.ts';
import type { CustomerChanges } from './customer-fields.ts';
import { emptyRecord, type CustomerFields } from './customer-record.ts';

/** A record with changes put into it: absent parts stay, custom fields are set one by one, a tax id finds its kind. */
export function mergedFields(
  before: CustomerFields | null,
  changes: CustomerChanges,
  { country, language }: { country: string | null; language: string },
): CustomerFields {
  const base = before ?? emptyRecord(language);
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const merged: CustomerFields = {
    ...base,
    ...given,
    customFields: mergedCustomFields(base.customFields, changes.customFields ?? {}),
  };
  return { ...merged, ...settledTaxId(merged, changes, country) };
}

function mergedCustomFields(
  base: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string | null>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries({ ...base, ...changes }).filter(
      (entry): entry is [string, string] => entry[1] !== null && entry[1] !== '',
    ),
  );
}

/** A number that comes without its kind is looked at; one of another kind than before is written as that one is. */
function settledTaxId(
  { taxId, taxIdKind }: CustomerFields,
  changes: CustomerChanges,
  country: string | null,
): Pick<CustomerFields, 'taxId' | 'taxIdKind'> {
  if (taxId === null) return { taxId: null, taxIdKind: null };
  const unsaid = changes.taxId !== undefined && !changes.taxIdKind;
  const kind = unsaid ? recogniseTaxId(taxId, country) : taxIdKind;
  return { taxId: compactTaxId(kind, taxId), taxIdKind: kind };
}

/** Which fields are others, and what they were and are. Of custom fields only the codes that changed. */
export function changesOf(
  before: CustomerFields | null,
  after: CustomerFields,
): {
  changed: (keyof CustomerFields)[];
  was: Record<string, unknown>;
  is: Record<string, unknown>;
} {
  const empty = before ?? {
    ...emptyRecord(after.language),
    name: null,
    status: null,
    kind: null,
    language: null,
  };
  const changed = (Object.keys(after) as (keyof CustomerFields)[]).filter(
    (field) => !isDeepStrictEqual(empty[field], after[field]),
  );
  const was: Record<string, unknown> = {};
  const is: Record<string, unknown> = {};
  for (const field of changed)
    if (field === 'customFields') {
      const codes = codesThatDiffer(before?.customFields ?? {}, after.customFields);
      was[field] = pick(before?.customFields ?? {}, codes);
      is[field] = pick(after.customFields, codes);
    } else {
      was[field] = empty[field];
      is[field] = after[field];
    }
  return { changed, was, is };
}

function codesThatDiffer(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): string[] {
  const codes = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...codes].filter((code) => before[code] !== after[code]).sort();
}

function pick(
  fields: Readonly<Record<string, string>>,
  codes: readonly string[],
): Record<string, string | null> {
  return Object.fromEntries(codes.map((code) => [code, fields[code] ?? null]));
}
