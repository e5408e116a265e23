import type { PortalActionKind } from './interventions.ts';

/** Kinds that have a button of their own each, also where a type has several of one: none of them changes the plan. */
export const extraActionKinds = ['form', 'survey', 'sign', 'propose', 'message'] as const;
export type ExtraActionKind = (typeof extraActionKinds)[number];

export function isExtraKind(kind: PortalActionKind): kind is ExtraActionKind {
  return (extraActionKinds as readonly PortalActionKind[]).includes(kind);
}

/** What may stand before an action's label (CAD-AC-12). */
export const actionIcons = ['calendar', 'message', 'form', 'star', 'pen', 'question', 'telephone'] as const;
export type ActionIcon = (typeof actionIcons)[number];

/**
 * Who of the company may be told that an action was done: who plans in the unit, who the visit is planned to, and who is
 * responsible for the customer.
 */
export const staffNotified = ['planners', 'technician', 'responsible'] as const;
export type StaffNotified = (typeof staffNotified)[number];

/** Who of the company is told where nothing else is set: somebody has to read what customers ask for. */
export function usuallyNotified(kind: PortalActionKind): readonly StaffNotified[] {
  return kind === 'propose' || kind === 'message' ? ['planners'] : [];
}

/** What may become of open work without a time when an action was done: it is planned automatically, or staff plan it. */
export const resultingStatuses = ['autoassign_pending', 'pending'] as const;
export type ResultingStatus = (typeof resultingStatuses)[number];

/**
 * Whether a kind of action may leave a status: those that are about work before it is done, and give or take no time
 * themselves. A survey comes when it is over.
 */
export function mayResult(kind: PortalActionKind): boolean {
  return isExtraKind(kind) && kind !== 'survey';
}

/** The status that a stored action leaves; null: it stays. */
export function resultOf(stored: {
  kind: PortalActionKind;
  resultingStatus: string | null;
}): ResultingStatus | null {
  const status = resultingStatuses.find((one) => one === stored.resultingStatus);
  return status !== undefined && mayResult(stored.kind) ? status : null;
}
