import { m } from '#words';
import type { PortalField, VisitMessage } from '@itinera/core/shared';

export function fieldText(field: PortalField): string {
  const texts: Record<PortalField, () => string> = {
    reference: m.display_field_reference,
    address: m.display_field_address,
    technician: m.display_field_technician,
    duration: m.display_field_duration,
    comment: m.display_field_comment,
    'cancel-reason': m.display_field_cancel_reason,
    history: m.display_field_history,
  };
  return texts[field]();
}

/** What a mail to customers says. */
export function messageText(message: VisitMessage): string {
  const texts: Record<VisitMessage, () => string> = {
    confirmed: m.display_message_confirmed,
    rescheduled: m.display_message_rescheduled,
    canceled: m.display_message_canceled,
    declined: m.display_message_declined,
    technician: m.display_message_technician,
  };
  return texts[message]();
}
