import type { EpochSeconds } from './units.ts';

/** Where an intervention stands; see GLOSSARY. "Planned" and "confirmed by the customer" are separate facts. */
export const interventionStatuses = [
  'pending',
  'autoassign_pending',
  'in_progress',
  'intermediate',
  'terminated',
  'canceled',
] as const;
export type InterventionStatus = (typeof interventionStatuses)[number];

/**
 * What is wrong with an open intervention (CAD-PL-33): its planned time is over and nobody closed it; its address is not
 * located, so nothing can be offered there; it has a promised time and no technician; it has neither.
 */
export const interventionProblems = ['not-closed', 'not-located', 'unassigned', 'unplanned'] as const;
export type InterventionProblem = (typeof interventionProblems)[number];

/** How a closed intervention ended; a no-show is `ko` with its reason. */
export type InterventionResult = 'ok' | 'ko';

/** What a customer may do in the portal. */
export type PortalActionKind = 'book' | 'reschedule' | 'cancel';

/** Whether an action is offered now, and if not why; `until` is when time alone will close it. */
export type ActionVerdict =
  | { available: true; until: EpochSeconds | null }
  | { available: false; reason: 'not-configured' | 'status' | 'not-planned' | 'too-late' | 'limit-reached' };

/** Why a customer or staff cancel; the words are each application's. */
export const cancelReasons = ['no-longer-needed', 'time-does-not-suit', 'solved-otherwise', 'other'] as const;
export type CancelReason = (typeof cancelReasons)[number];
