import type { CustomerFields, CustomerInput, RecordOptions } from '@itinera/core';
import { recogniseTaxId, type CustomerKind, type TaxIdKind } from '@itinera/core/shared';

/** Fields of a record that its form holds as one text, nothing being an empty one. */
const texts = [
  'firstName',
  'externalReference',
  'email',
  'phone',
  'mobile',
  'website',
  'parentId',
  'categoryId',
  'profileId',
  'paymentMethodId',
  'paymentTermId',
  'responsibleId',
  'taxId',
] as const;
type TextField = (typeof texts)[number];

export interface Pair {
  label: string;
  value: string;
}

/** A customer's record as its form holds it. */
export interface CustomerDraft
  extends Omit<CustomerFields, TextField | 'taxIdKind' | 'tags' | 'customFields'>, Record<TextField, string> {
  /** '': recognised by the number. */
  taxIdKind: TaxIdKind | '';
  /** Separated by commas. */
  tags: string;
  /** The codes and their values. */
  customFields: Pair[];
}

/** A draft that its form may change, of a record as it is. */
export function draftOf(fields: CustomerFields): CustomerDraft {
  const filled = Object.fromEntries(texts.map((field) => [field, fields[field] ?? '']));
  return {
    ...structuredClone(fields),
    ...(filled as Record<TextField, string>),
    taxIdKind: fields.taxIdKind ?? '',
    tags: fields.tags.join(', '),
    customFields: Object.entries(fields.customFields).map(([label, value]) => ({ label, value })),
  };
}

/** The draft of a customer that is not there yet. */
export function newDraft({ language }: RecordOptions): CustomerDraft {
  const nothing = Object.fromEntries(texts.map((field) => [field, '']));
  return {
    ...(nothing as Record<TextField, string>),
    name: '',
    status: 'active',
    kind: 'individual' satisfies CustomerKind,
    language,
    notes: '',
    taxIdKind: '',
    tags: '',
    customFields: [],
    extra: [],
  };
}

/** What is sent for a draft. `before`: codes that were there and are not any more are taken away. */
export function inputOf(
  draft: CustomerDraft,
  before: CustomerFields | null,
): CustomerInput & { name: string; status: CustomerFields['status'] } {
  const filled = Object.fromEntries(texts.map((field) => [field, draft[field].trim() || null]));
  const custom = filledPairs(draft.customFields).map(({ label, value }) => [label, value]);
  const removed = Object.keys(before?.customFields ?? {}).map((code) => [code, null]);
  return {
    ...(filled as Record<TextField, string | null>),
    name: draft.name.trim(),
    status: draft.status,
    kind: draft.kind,
    language: draft.language,
    notes: draft.notes,
    taxIdKind: draft.taxIdKind || null,
    tags: draft.tags
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
    customFields: Object.fromEntries([...removed, ...custom]) as Record<string, string | null>,
    extra: filledPairs(draft.extra),
  };
}

function filledPairs(pairs: readonly Pair[]): Pair[] {
  return pairs
    .map(({ label, value }) => ({ label: label.trim(), value: value.trim() }))
    .filter(({ label, value }) => label !== '' || value !== '');
}

/** The kind of the number that is typed: what was chosen, or what it looks like. */
export function taxIdKindOf(
  { taxId, taxIdKind }: Pick<CustomerDraft, 'taxId' | 'taxIdKind'>,
  country: string | null,
): TaxIdKind | null {
  return taxIdKind || recogniseTaxId(taxId, country);
}
