import type { InterventionResult, InterventionStatus, VisitState } from '@itinera/core/shared';
import { m } from '#paraglide/messages.js';

/** How far a visit is, for the customer. */
export function visitStateText(state: VisitState): string {
  switch (state) {
    case 'waiting':
      return m.status_no_time();
    case 'booked':
      return m.status_booked();
    case 'on-the-way':
      return m.status_on_the_way();
    case 'arrived':
      return m.status_arrived();
    case 'started':
      return m.status_in_progress();
    case 'checking':
      return m.status_checking();
    case 'done':
      return m.status_done();
    case 'not-done':
      return m.status_not_done();
    case 'canceled':
      return m.status_canceled();
  }
}

/** The same of a visit of which nothing is known from the door. */
export function stateByStatus(
  status: InterventionStatus,
  result: InterventionResult | null,
  hasTime: boolean,
): VisitState {
  switch (status) {
    case 'pending':
    case 'autoassign_pending':
      return hasTime ? 'booked' : 'waiting';
    case 'in_progress':
      return 'started';
    case 'intermediate':
      return 'checking';
    case 'terminated':
      return result === 'ko' ? 'not-done' : 'done';
    case 'canceled':
      return 'canceled';
  }
}
