import { m } from '#words';
import type { ActionChange } from '@itinera/core';
import type {
  ActionIcon,
  ActionPlace,
  ActionVerdict,
  LintFinding,
  PortalActionKind,
  ResultingStatus,
  RuleFault,
  StaffNotified,
} from '@itinera/core/shared';

export function kindName(kind: PortalActionKind): string {
  const words: Record<PortalActionKind, () => string> = {
    book: m.actions_kind_book,
    schedule: m.actions_kind_schedule,
    reschedule: m.actions_kind_reschedule,
    cancel: m.actions_kind_cancel,
    form: m.actions_kind_form,
    survey: m.actions_kind_survey,
    sign: m.actions_kind_sign,
    propose: m.actions_kind_propose,
    message: m.actions_kind_message,
  };
  return words[kind]();
}

/** Kinds that send the customer a message when they were done. */
export const tellingKinds: readonly PortalActionKind[] = [
  'book',
  'schedule',
  'reschedule',
  'cancel',
  'propose',
  'message',
];

/** What becomes of open work without a time. */
export function resultName(status: ResultingStatus | null): string {
  if (status === null) return m.actions_result_none();
  return status === 'pending' ? m.actions_result_staff() : m.actions_result_automatic();
}

/** What an action would make of the intervention that it is tried on. */
export function resultTried(status: ResultingStatus | null): string {
  if (status === null) return m.actions_result_kept();
  return status === 'pending' ? m.actions_result_left() : m.actions_result_waits();
}

export function iconName(icon: ActionIcon | null): string {
  const words: Record<ActionIcon, () => string> = {
    calendar: m.actions_icon_calendar,
    message: m.actions_icon_message,
    form: m.actions_icon_form,
    star: m.actions_icon_star,
    pen: m.actions_icon_pen,
    question: m.actions_icon_question,
    telephone: m.actions_icon_telephone,
  };
  return icon === null ? m.actions_icon_none() : words[icon]();
}

/** Who of the company is told. */
export function notifiedName(who: StaffNotified): string {
  const words: Record<StaffNotified, () => string> = {
    planners: m.actions_notify_planners,
    technician: m.actions_notify_technician,
    responsible: m.actions_notify_responsible,
  };
  return words[who]();
}

export function placeName(place: ActionPlace): string {
  const words = {
    intervention: m.actions_place_intervention,
    home: m.actions_place_home,
    both: m.actions_place_both,
  };
  return words[place]();
}

export function changeName(what: ActionChange): string {
  const words = {
    added: m.actions_was_added,
    changed: m.actions_was_changed,
    removed: m.actions_was_removed,
    ordered: m.actions_was_ordered,
  };
  return words[what]();
}

type Reason = Extract<ActionVerdict, { available: false }>['reason'];

/** Why an action is not offered. */
export function reasonText(reason: Reason): string {
  const words: Record<Reason, () => string> = {
    'not-configured': m.actions_reason_layers,
    broken: m.actions_reason_broken,
    status: m.actions_reason_status,
    'not-planned': m.actions_reason_not_planned,
    planned: m.actions_reason_planned,
    'too-late': m.actions_reason_too_late,
    'limit-reached': m.actions_reason_limit,
    'not-closed': m.actions_reason_not_closed,
    answered: m.actions_reason_answered,
    condition: m.actions_reason_condition,
  };
  return words[reason]();
}

/** What is wrong with a condition, and the remedy. */
export function faultText({ problem, value }: RuleFault): string {
  switch (problem) {
    case 'unknown-fact':
      return m.actions_fault_fact();
    case 'unknown-value':
      return m.actions_fault_value({ value: String(value ?? '') });
    case 'empty-group':
      return m.actions_fault_empty();
    case 'no-values':
    case 'bad-value':
      return m.actions_fault_no_value();
    case 'not-ordered':
      return m.actions_fault_order();
    case 'no-fact':
      return m.actions_fault_code();
    case 'too-deep':
    case 'too-many-parts':
    case 'too-many-values':
      return m.actions_fault_too_many();
    case 'not-a-rule':
    case 'unknown-operator':
    case 'wrong-operator':
      return m.actions_fault_operator();
  }
}

/** What makes no sense in a condition. */
export function lintText({ problem }: LintFinding): string {
  const words = {
    never: m.actions_lint_never,
    always: m.actions_lint_always,
    contradicts: m.actions_lint_contradicts,
    shadowed: m.actions_lint_shadowed,
  };
  return words[problem]();
}
