import { m } from '#words';
import type { ApiKeyRow } from '@itinera/core';
import type { ApiRight } from '@itinera/core/shared';

/** What a right of a key allows, as people say it. */
export function rightText(right: ApiRight): string {
  switch (right) {
    case 'view':
      return m.systems_right_view();
    case 'create':
      return m.systems_right_create();
    case 'edit':
      return m.systems_right_edit();
    case 'close':
      return m.systems_right_close();
    case 'slots':
      return m.systems_right_slots();
    case 'full-schedules':
      return m.systems_right_full_schedules();
    case 'customers':
      return m.systems_right_customers();
    case 'accesses':
      return m.systems_right_accesses();
    case 'configuration':
      return m.systems_right_configuration();
  }
}

export function keyStateText(state: ApiKeyRow['state']): string {
  switch (state) {
    case 'active':
      return m.systems_state_active();
    case 'expired':
      return m.systems_state_expired();
    case 'revoked':
      return m.systems_state_revoked();
  }
}
