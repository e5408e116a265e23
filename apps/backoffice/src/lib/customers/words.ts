import { m } from '#words';
import type { CustomerSummary } from '@itinera/core';

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
