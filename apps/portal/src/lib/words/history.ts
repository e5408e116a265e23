import type { HistoryKind } from '@itinera/core';
import { m } from '#paraglide/messages.js';

/** What happened, in a few words. */
export function historyText(kind: HistoryKind): string {
  switch (kind) {
    case 'intervention.created':
      return m.history_created();
    case 'intervention.booked':
      return m.history_booked();
    case 'intervention.planned':
      return m.history_planned();
    case 'intervention.rescheduled':
      return m.history_rescheduled();
    case 'intervention.confirmed':
      return m.history_confirmed();
    case 'intervention.declined':
      return m.history_declined();
    case 'intervention.document-accepted':
      return m.history_document_accepted();
    case 'intervention.document-refused':
      return m.history_document_refused();
    case 'intervention.canceled':
      return m.history_canceled();
    case 'intervention.closed':
      return m.history_closed();
  }
}
