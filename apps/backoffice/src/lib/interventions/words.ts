import { m } from '#words';
import type { StaffHistoryKind } from '@itinera/core';
import type { InterventionProblem, InterventionStatus, Language } from '@itinera/core/shared';

/** Why it was cancelled, in words; a reason this version does not know is shown as it is. */
export function reasonText(reason: string): string {
  switch (reason) {
    case 'no-longer-needed':
      return m.cancel_reason_no_longer_needed();
    case 'time-does-not-suit':
      return m.cancel_reason_time_does_not_suit();
    case 'solved-otherwise':
      return m.cancel_reason_solved_otherwise();
    case 'other':
      return m.cancel_reason_other();
    default:
      return reason;
  }
}

/** What a status is called, in the reader's language or in another. */
export function statusName(status: InterventionStatus, inLanguage?: { locale: Language }): string {
  const names: Record<InterventionStatus, typeof m.status_pending> = {
    pending: m.status_pending,
    autoassign_pending: m.status_autoassign_pending,
    in_progress: m.status_in_progress,
    intermediate: m.status_intermediate,
    terminated: m.status_terminated,
    canceled: m.status_canceled,
  };
  return names[status]({}, inLanguage);
}

/** What is wrong with an open intervention, as a short mark. */
export function problemText(problem: InterventionProblem): string {
  switch (problem) {
    case 'to-confirm':
      return m.problem_kind_to_confirm();
    case 'not-closed':
      return m.problem_kind_not_closed();
    case 'to-check':
      return m.problem_kind_to_check();
    case 'late-report':
      return m.problem_kind_late_report();
    case 'report-unsent':
      return m.problem_kind_report_unsent();
    case 'not-located':
      return m.problem_kind_not_located();
    case 'unassigned':
      return m.problem_kind_unassigned();
    case 'no-slot':
      return m.problem_kind_no_slot();
    case 'unplanned':
      return m.problem_kind_unplanned();
  }
}

/** What happened, as a line of the history. */
export function historyText(kind: StaffHistoryKind): string {
  switch (kind) {
    case 'intervention.created':
      return m.history_created();
    case 'intervention.booked':
      return m.history_booked();
    case 'intervention.planned':
      return m.history_planned();
    case 'intervention.reassigned':
      return m.history_reassigned();
    case 'intervention.waiting':
      return m.history_waiting();
    case 'intervention.assignment-stopped':
      return m.history_assignment_stopped();
    case 'intervention.scheduled':
      return m.history_scheduled();
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
    case 'intervention.agreed':
      return m.history_agreed();
    case 'intervention.not-agreed':
      return m.history_not_agreed();
    case 'intervention.canceled':
      return m.history_canceled();
    case 'intervention.closed':
      return m.history_closed();
    case 'intervention.on-the-way':
      return m.work_on_the_way();
    case 'intervention.arrived':
      return m.work_arrived();
    case 'intervention.started':
      return m.work_started();
    case 'intervention.step-taken-back':
      return m.history_taken_back();
    case 'intervention.closed-by-technician':
      return m.status_intermediate();
    case 'intervention.closing-sent-back':
      return m.history_sent_back();
    case 'intervention.reopened':
      return m.history_reopened();
    case 'intervention.work-corrected':
      return m.history_corrected();
    case 'intervention.late-report':
      return m.history_late();
    case 'intervention.late-report-taken':
      return m.history_late_taken();
    case 'intervention.late-report-set-aside':
      return m.history_late_set_aside();
    case 'intervention.report-asked':
      return m.history_report_asked();
    case 'intervention.report-unchanged':
      return m.history_report_unchanged();
    case 'intervention.report-unsent':
      return m.history_report_unsent();
    case 'intervention.report-delivered':
      return m.history_report_delivered();
    case 'intervention.report-failed':
      return m.history_report_failed();
  }
}
