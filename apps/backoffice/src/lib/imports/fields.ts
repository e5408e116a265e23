import { m } from '#words';

const words: Readonly<Record<string, () => string>> = {
  reference: m.import_field_reference,
  type: m.import_field_type,
  status: m.import_field_status,
  active: m.import_field_active,
  category: m.import_field_category,
  name: m.import_field_name,
  first_name: m.import_field_first_name,
  last_name: m.import_field_last_name,
  email: m.import_field_email,
  phone: m.import_field_phone,
  mobile: m.import_field_mobile,
  website: m.import_field_website,
  language: m.import_field_language,
  address: m.import_field_address,
  address_additional: m.import_field_address_additional,
  postal_code: m.import_field_postal_code,
  city: m.import_field_city,
  country: m.import_field_country,
  lon: m.import_field_lon,
  lat: m.import_field_lat,
  comment: m.import_field_comment,
  parent_reference: m.import_field_parent_reference,
  tags: m.import_field_tags,
  tax_id_kind: m.import_field_tax_id_kind,
  tax_id: m.import_field_tax_id,
  profile: m.import_field_profile,
  payment_method: m.import_field_payment_method,
  payment_term: m.import_field_payment_term,
  responsible_email: m.import_field_responsible_email,
  additional_data: m.import_field_additional_data,
  customer_reference: m.import_field_customer_reference,
  label: m.import_field_label,
  zone: m.import_field_zone,
  standard: m.import_field_standard,
  access_notes: m.import_field_access_notes,
  contact_name: m.import_field_contact_name,
  contact_phone: m.import_field_contact_phone,
  opening_hours: m.import_field_opening_hours,
  assignment: m.import_field_assignment,
  id: m.import_field_id,
  skill: m.import_field_skill,
  level: m.import_field_level,
  color: m.import_field_color,
  radius: m.import_field_radius,
};

/** A field of a record in words; a custom field by its label. */
export function fieldWord(field: string): string {
  if (field.startsWith('custom:')) return m.import_columns_custom({ label: field.slice('custom:'.length) });
  return words[field]?.() ?? field;
}
