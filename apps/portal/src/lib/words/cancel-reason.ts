import type { CancelReason } from '@itinera/core/shared';
import { m } from '#paraglide/messages.js';

/** Why somebody cancels, as they would say it. */
export function cancelReasonText(reason: CancelReason): string {
  switch (reason) {
    case 'no-longer-needed':
      return m.cancel_reason_no_longer_needed();
    case 'time-does-not-suit':
      return m.cancel_reason_time_does_not_suit();
    case 'solved-otherwise':
      return m.cancel_reason_solved_otherwise();
    case 'other':
      return m.cancel_reason_other();
  }
}
