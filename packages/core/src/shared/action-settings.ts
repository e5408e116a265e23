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
