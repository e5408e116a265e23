import { m } from '#words';
import type { CustomerSummary, LikenessReason } from '@itinera/core';
import type { Relationship } from '@itinera/core/shared';

export function customerStatus(status: CustomerSummary['status']): string {
  switch (status) {
    case 'active':
      return m.customer_active();
    case 'inactive':
      return m.customer_inactive();
    case 'lead':
      return m.customer_lead();
    case 'contact':
      return m.customer_status_contact();
  }
}

export function relationshipName(relationship: Relationship): string {
  const names = {
    active: m.counters_active,
    lead: m.counters_lead,
    contact: m.counters_contact,
    inactive: m.counters_inactive,
  };
  return names[relationship]();
}

/** Who is counted there. */
export function relationshipHint(relationship: Relationship): string {
  const hints = {
    active: m.counters_active_hint,
    lead: m.counters_lead_hint,
    contact: m.counters_contact_hint,
    inactive: m.counters_inactive_hint,
  };
  return hints[relationship]();
}

/** What two customers have alike. */
export function likenessReason(reason: LikenessReason): string {
  const words = {
    'tax-id': m.likeness_tax_id,
    'name-and-place': m.likeness_name_and_place,
    email: m.likeness_email,
    'name-and-postal-code': m.likeness_name_and_postal_code,
    phone: m.likeness_phone,
  };
  return words[reason]();
}
