import { customerKinds, customerStatuses, type CustomerKind } from '../../shared/customers.ts';
import { taxIdKinds } from '../../shared/tax-ids/tax-ids.ts';
import { readBoolean, readList, readWord } from '../cells.ts';
import { customPrefix } from '../map-columns.ts';
import { LineProblem } from '../problems.ts';
import type { ImportRow } from '../target.ts';

/** How people write the types of customers in files. */
const kinds: Readonly<Record<string, CustomerKind>> = {
  person: 'individual',
  azienda: 'company',
  società: 'company',
  privato: 'individual',
  persona: 'individual',
  macchina: 'machine',
  entreprise: 'company',
  société: 'company',
  particulier: 'individual',
  empresa: 'company',
  pessoa: 'individual',
  particular: 'individual',
  máquina: 'machine',
  firma: 'company',
};

/** Columns that are taken as text: the column, and the field of the record. */
const texts = {
  name: 'name',
  first_name: 'firstName',
  email: 'email',
  phone: 'phone',
  mobile: 'mobile',
  website: 'website',
  comment: 'notes',
  tax_id: 'taxId',
} as const;

/** Where a field of the record stands in a file. */
export const columnOfField: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(texts).map(([column, field]) => [field, column])),
  kind: 'type',
  externalReference: 'reference',
  parentId: 'parent_reference',
  categoryId: 'category',
  profileId: 'profile',
  paymentMethodId: 'payment_method',
  paymentTermId: 'payment_term',
  responsibleId: 'responsible_email',
  taxIdKind: 'tax_id_kind',
  extra: 'additional_data',
  openingHours: 'opening_hours',
  technicianIds: 'assignment',
  serviceZoneId: 'service_zone',
};

/**
 * What a line says of a customer, apart from what it refers to: the fields of `readCustomerFields`, only those that a
 * column fills. A blank cell empties its field.
 * @throws LineProblem `invalid`, `required`.
 */
export function fieldsOfRow({ cells }: ImportRow): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [column, field] of Object.entries(texts)) {
    const cell = cells.get(column);
    if (cell !== undefined) fields[field] = cell;
  }
  if (cells.get('name')?.trim() === '') throw new LineProblem('required', 'name');
  const kind = readWord('type', cells.get('type') ?? '', customerKinds, kinds);
  if (kind !== null) fields['kind'] = kind;
  const taxIdKind = readWord('tax_id_kind', cells.get('tax_id_kind') ?? '', taxIdKinds);
  if (taxIdKind !== null) fields['taxIdKind'] = taxIdKind;
  const language = cells.get('language')?.trim();
  if (language) fields['language'] = language === 'pt' ? 'pt-BR' : language;
  const tags = cells.get('tags');
  if (tags !== undefined) fields['tags'] = readList(tags);
  const extra = cells.get('additional_data');
  if (extra !== undefined) fields['extra'] = readExtra(extra);
  const custom = [...cells].filter(([field]) => field.startsWith(customPrefix));
  if (custom.length > 0)
    fields['customFields'] = Object.fromEntries(
      custom.map(([field, cell]) => [field.slice(customPrefix.length), cell.trim() === '' ? null : cell]),
    );
  return fields;
}

/** What a line says of the status; `active` (CAD-CS-01) only opens and closes. null: nothing. */
export function statusOfRow(
  { cells }: ImportRow,
  now: (typeof customerStatuses)[number] | null,
): (typeof customerStatuses)[number] | null {
  const status = readWord('status', cells.get('status') ?? '', customerStatuses);
  if (status !== null) return status;
  const active = readBoolean('active', cells.get('active') ?? '');
  if (active === null) return null;
  if (!active) return 'inactive';
  return now === 'inactive' ? 'active' : null;
}

/** Pairs of label and value as JSON. */
function readExtra(cell: string): { label: string; value: string }[] {
  if (cell.trim() === '') return [];
  try {
    const pairs: unknown = JSON.parse(cell);
    if (Array.isArray(pairs) && pairs.every((pair) => Array.isArray(pair) && pair.length === 2))
      return pairs.map(([label, value]: [unknown, unknown]) => ({
        label: String(label),
        value: String(value),
      }));
  } catch {
    // Told below, by its column.
  }
  throw new LineProblem('invalid', 'additional_data');
}

export function writeExtra(extra: readonly { label: string; value: string }[]): string {
  return extra.length === 0 ? '' : JSON.stringify(extra.map(({ label, value }) => [label, value]));
}
