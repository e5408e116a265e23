import { m } from '#words';
import type { TemplateFault } from '@itinera/core/shared';

/** What a replacement code stands for; one of a field is said by its own code. */
export function codeMeaning(code: string): string {
  return meanings[code]?.() ?? code;
}

const meanings: Record<string, () => string> = {
  'intervention.reference': m.template_code_reference,
  'intervention.title': m.template_code_title,
  'intervention.date': m.template_code_date,
  'intervention.date.dayOfWeek': m.template_code_day,
  'intervention.window': m.template_code_window,
  'intervention.address': m.template_code_address,
  'intervention.address.additional': m.template_code_address_additional,
  'intervention.address.zipCode': m.template_code_zip,
  'intervention.address.latitude': m.template_code_latitude,
  'intervention.address.longitude': m.template_code_longitude,
  'intervention.comment': m.template_code_comment,
  'intervention.duration': m.template_code_duration,
  'intervention.durationSeconds': m.template_code_duration_seconds,
  'intervention.status': m.template_code_status,
  'intervention.businessUnit.name': m.template_code_unit,
  'intervention.assignedUsers.name': m.template_code_technician,
  'intervention.assignedUsers.email': m.template_code_technician_email,
  'intervention.report.status': m.template_code_result,
  'intervention.report.comment': m.template_code_report,
  'intervention.parent.reference': m.template_code_parent_reference,
  'intervention.parent.date': m.template_code_parent_date,
  'intervention.parent.address': m.template_code_parent_address,
  'intervention.parent.address.additional': m.template_code_parent_address_additional,
  'intervention.customer.reference': m.template_code_customer_reference,
  'intervention.customer.name': m.template_code_customer_name,
  'intervention.customer.email': m.template_code_customer_email,
  'intervention.customer.mobile': m.template_code_customer_mobile,
  'intervention.customer.phone': m.template_code_customer_phone,
  'system.dateTimeNow': m.template_code_now,
};

/** What is wrong with a code, and where. */
export function faultText({ reason, code, line, column }: TemplateFault): string {
  switch (reason) {
    case 'unknown':
      return m.template_unknown({ code, line, column });
    case 'not-here':
      return m.template_not_here({ code, line, column });
    case 'not-closed':
      return m.template_not_closed({ line, column });
  }
}
