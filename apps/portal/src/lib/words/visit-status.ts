import type { InterventionResult, InterventionStatus } from '@itinera/core/shared';
import { m } from '#paraglide/messages.js';

/** Where a visit stands, for the customer. */
export function visitStatusText(
  status: InterventionStatus,
  result: InterventionResult | null,
  hasTime: boolean,
  awaiting: boolean,
): string {
  if (awaiting) return m.status_requested();
  switch (status) {
    case 'pending':
    case 'autoassign_pending':
      return hasTime ? m.status_booked() : m.status_no_time();
    case 'in_progress':
      return m.status_in_progress();
    case 'intermediate':
    case 'terminated':
      return result === 'ko' ? m.status_not_done() : m.status_done();
    case 'canceled':
      return m.status_canceled();
  }
}
