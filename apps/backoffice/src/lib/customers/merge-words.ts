import { m } from '#words';
import type { MergeField } from '@itinera/core';
import { customerKinds, customerStatuses } from '@itinera/core/shared';
import { customerKind, customerStatus } from './words.ts';

export function mergeFieldName(field: MergeField): string {
  const names: Record<MergeField, () => string> = {
    name: m.merge_field_name,
    status: m.merge_field_status,
    kind: m.merge_field_kind,
    firstName: m.merge_field_first_name,
    externalReference: m.merge_field_external_reference,
    email: m.merge_field_email,
    phone: m.merge_field_phone,
    mobile: m.merge_field_mobile,
    website: m.merge_field_website,
    language: m.merge_field_language,
    notes: m.merge_field_notes,
    parentId: m.merge_field_parent,
    categoryId: m.merge_field_category,
    profileId: m.merge_field_profile,
    paymentMethodId: m.merge_field_payment_method,
    paymentTermId: m.merge_field_payment_term,
    responsibleId: m.merge_field_responsible,
    taxIdKind: m.merge_field_tax_id,
    taxId: m.merge_field_tax_id,
    customFields: m.merge_field_custom_fields,
    extra: m.merge_field_extra,
    openingHours: m.merge_field_opening_hours,
  };
  return names[field]();
}

/** A value as people read it. What is another record's id is told by whose it is. */
export function mergeValue(field: MergeField, value: unknown): string {
  if (value === null || value === '') return m.merge_nothing();
  const status = customerStatuses.find((one) => one === value);
  if (field === 'status' && status) return customerStatus(status);
  const kind = customerKinds.find((one) => one === value);
  if (field === 'kind' && kind) return customerKind(kind);
  if (typeof value === 'string') return field.endsWith('Id') && field !== 'taxId' ? m.merge_set() : value;
  return textOf(value) || m.merge_nothing();
}

/** Lists of pairs, codes and hours, one after the other. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join('; ');
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([key, one]) => (typeof one === 'object' ? `${key} ${textOf(one)}` : `${key}: ${String(one)}`))
      .join(', ');
  return String(value);
}
