import { m } from '#words';
import type { StaffRole } from '@itinera/core/shared';

/** A role as people call it. */
export function roleText(role: StaffRole): string {
  switch (role) {
    case 'administrator':
      return m.role_administrator();
    case 'technical-administrator':
      return m.role_technical_administrator();
    case 'supervisor':
      return m.role_supervisor();
    case 'purchase-supervisor':
      return m.role_purchase_supervisor();
    case 'sales-supervisor':
      return m.role_sales_supervisor();
    case 'call-supervisor':
      return m.role_call_supervisor();
    case 'technician':
      return m.role_technician();
    case 'team-leader':
      return m.role_team_leader();
    case 'call-agent':
      return m.role_call_agent();
  }
}

/** What is wrong with a new password, in words; nothing when its refusal was about something else. */
export function passwordFault(problem: { field?: string | undefined; reason?: string | undefined }): string {
  if (problem.field !== 'password') return '';
  return problem.reason === 'known' ? m.password_known() : m.password_length();
}
