import { m } from '#words';
import type { CustomerFields, RecordOptions } from '@itinera/core';
import {
  customerKinds,
  customerStatuses,
  formatTaxId,
  isLanguage,
  taxIdKinds,
  type CustomerKind,
  type PresetList,
  type TaxIdKind,
} from '@itinera/core/shared';
import type { ApiFailure } from '../api/failure.ts';
import { languageNames } from '../language-names.ts';
import { customerStatus } from './words.ts';

export type RecordField = keyof CustomerFields;

/** Fields of contacts and addresses, which are told in the history. */
type OtherField =
  | 'role'
  | 'label'
  | 'line1'
  | 'line2'
  | 'postalCode'
  | 'city'
  | 'country'
  | 'zone'
  | 'serviceZoneId'
  | 'accessNotes'
  | 'visitNotes'
  | 'isStandard'
  | 'active'
  | 'location'
  | 'contactName'
  | 'contactPhone';

const names: Record<RecordField | OtherField, () => string> = {
  name: m.record_field_name,
  firstName: m.record_field_first_name,
  kind: m.record_field_kind,
  status: m.record_field_status,
  externalReference: m.record_field_external_reference,
  email: m.record_field_email,
  phone: m.record_field_phone,
  mobile: m.record_field_mobile,
  website: m.record_field_website,
  language: m.record_field_language,
  notes: m.record_field_notes,
  parentId: m.record_field_parent_id,
  categoryId: m.record_field_category_id,
  profileId: m.record_field_profile_id,
  paymentMethodId: m.record_field_payment_method_id,
  paymentTermId: m.record_field_payment_term_id,
  responsibleId: m.record_field_responsible_id,
  taxIdKind: m.record_field_tax_id_kind,
  taxId: m.record_field_tax_id,
  tags: m.record_field_tags,
  customFields: m.record_field_custom_fields,
  extra: m.record_field_extra,
  role: m.record_field_role,
  label: m.record_field_label,
  line1: m.record_field_line1,
  line2: m.record_field_line2,
  postalCode: m.record_field_postal_code,
  city: m.record_field_city,
  country: m.record_field_country,
  zone: m.record_field_zone,
  serviceZoneId: m.record_field_service_zone_id,
  accessNotes: m.record_field_access_notes,
  visitNotes: m.record_field_visit_notes,
  isStandard: m.address_is_standard,
  active: m.address_is_active,
  location: m.address_place,
  contactName: m.record_field_contact_name,
  contactPhone: m.record_field_contact_phone,
};

export function fieldName(field: string): string {
  return field in names ? names[field as RecordField]() : field;
}

export function kindName(kind: CustomerKind): string {
  switch (kind) {
    case 'company':
      return m.record_kind_company();
    case 'individual':
      return m.record_kind_individual();
    case 'machine':
      return m.record_kind_machine();
  }
}

/** The authorities' own names, the same in every language. */
export const taxIdKindNames: Readonly<Record<TaxIdKind, string>> = {
  cpf: 'CPF',
  cnpj: 'CNPJ',
  'codice-fiscale': 'Codice fiscale',
  'partita-iva': 'Partita IVA',
  siren: 'SIREN',
  siret: 'SIRET',
};

/** The field of a record that takes a value of each list. */
export const presetFields = {
  categoryId: 'category',
  profileId: 'profile',
  paymentMethodId: 'payment-method',
  paymentTermId: 'payment-term',
} as const satisfies Partial<Record<RecordField, PresetList>>;
export type PresetField = keyof typeof presetFields;

/** A value as it was, as people read it: words for what the store has a code for. */
export function storedText(field: string, value: string | null): string {
  if (value === null || value === '') return m.record_history_nothing();
  if (field === 'isStandard' || field === 'active') return value === 'yes' ? m.address_yes() : m.address_no();
  if (field === 'location') return locationText(value);
  const status = customerStatuses.find((one) => field === 'status' && one === value);
  if (status) return customerStatus(status);
  const kind = customerKinds.find((one) => field === 'kind' && one === value);
  if (kind) return kindName(kind);
  const tax = taxIdKinds.find((one) => field === 'taxIdKind' && one === value);
  if (tax) return taxIdKindNames[tax];
  return field === 'language' && isLanguage(value) ? languageNames[value] : value;
}

function locationText(value: string): string {
  if (value === 'not-located') return m.address_not_located();
  return value === 'pinned' ? m.address_pinned() : m.record_location_located();
}

/** One field of a record, as people read it. */
export function valueText(
  field: RecordField,
  fields: CustomerFields,
  options: Pick<RecordOptions, 'presets' | 'staff'>,
  parentName: string | null,
): string {
  const value = fields[field];
  if (field === 'parentId') return storedText(field, value === null ? null : (parentName ?? '…'));
  if (field === 'responsibleId')
    return storedText(field, options.staff.find(({ id }) => id === value)?.name ?? null);
  if (field in presetFields)
    return storedText(field, options.presets.find(({ id }) => id === value)?.name ?? null);
  if (field === 'taxId')
    return storedText(field, fields.taxId && formatTaxId(fields.taxIdKind, fields.taxId));
  if (field === 'tags') return storedText(field, fields.tags.join(', '));
  const pairs =
    field === 'customFields'
      ? Object.entries(fields.customFields)
      : field === 'extra'
        ? fields.extra.map(({ label, value: text }) => [label, text])
        : null;
  if (pairs) return storedText(field, pairs.map(([label, text]) => `${label}: ${text}`).join('\n'));
  return storedText(field, value as string | null);
}

/** Which field of the record was refused; undefined for any other failure. */
export function refusedField(failure: ApiFailure | null): RecordField | undefined {
  if (failure?.code !== 'invalid' && failure?.code !== 'not-found') return undefined;
  const [field = ''] = (failure.problem.field ?? '').split('.');
  return field in names && field !== 'role' ? (field as RecordField) : undefined;
}

/** What to do about it, for its place in the form. */
export function remedyFor(field: string, failure: ApiFailure): string {
  if (failure.code === 'not-found' || failure.problem.reason === 'inactive') return m.record_wrong_gone();
  switch (field) {
    case 'name':
      return m.record_wrong_name();
    case 'email':
      return m.record_wrong_email();
    case 'phone':
    case 'mobile':
      return m.record_wrong_phone();
    case 'website':
      return m.record_wrong_website();
    case 'externalReference':
      return failure.problem.reason === 'taken' ? m.record_wrong_reference() : m.record_wrong_other();
    case 'parentId':
      return failure.problem.reason === 'cycle' ? m.record_wrong_cycle() : m.record_wrong_gone();
    default:
      return m.record_wrong_other();
  }
}
