import type { SlotReason } from '@itinera/core';
import { m } from '#paraglide/messages.js';

/** Why a window is good, in one sentence that says nothing of other customers. */
export function slotReasonText(reason: SlotReason): string {
  switch (reason) {
    case 'nearby':
      return m.reason_nearby();
    case 'on-the-way':
      return m.reason_on_the_way();
    case 'soonest':
      return m.reason_soonest();
    case 'fits-well':
      return m.reason_fits_well();
    case 'possible':
      return m.reason_possible();
  }
}
