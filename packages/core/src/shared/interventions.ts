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
 * What is wrong with an intervention, open but for two (CAD-PL-33): the time that its customer chose waits to be confirmed; its planned time is over and nobody closed it; its technician closed it and a supervisor has not looked at
 * it yet; what a technician entered came too late and
 * waits for somebody to decide; it is closed and its report was to be sent to the customer, who cannot be reached; its address is not
 * located, so nothing can be offered there; it has a promised time and no technician; it waits to be planned automatically and nothing fits; it has
 * neither a time nor a technician and staff plan it.
 */
export const interventionProblems = [
  'to-confirm',
  'not-closed',
  'to-check',
  'late-report',
  'report-unsent',
  'not-located',
  'unassigned',
  'no-slot',
  'unplanned',
] as const;
export type InterventionProblem = (typeof interventionProblems)[number];

/** What can speak against a technician and a time that staff chose by hand (CAD-PL-17). */
export const warningKinds = [
  'past',
  'closed-day',
  'off',
  'overlap',
  'day',
  'skill',
  'not-wanted',
  'service-zone',
  'area',
  'distance',
] as const;
export type WarningKind = (typeof warningKinds)[number];

/** How a list of interventions can be sorted; `updated` is what happened to one last. */
export const interventionSorts = [
  'promise',
  'promise-latest',
  'newest',
  'oldest',
  'updated',
  'updated-oldest',
] as const;
export type InterventionSort = (typeof interventionSorts)[number];

/** How a closed intervention ended; a no-show is `ko` with its reason. */
export type InterventionResult = 'ok' | 'ko';

/** What staff may let a customer do in the portal (CAD-AC-03 to -09, -11). */
export const portalActionKinds = [
  'book',
  'schedule',
  'reschedule',
  'cancel',
  'form',
  'survey',
  'sign',
  'propose',
  'message',
] as const;
export type PortalActionKind = (typeof portalActionKinds)[number];

/** Whether customers choose a time by an action of this kind. */
export function givesTime(kind: PortalActionKind): boolean {
  return kind === 'book' || kind === 'schedule' || kind === 'reschedule';
}

/**
 * Whether an action is offered now, and if not why. `until`: the last second of it, where time alone ends it, else null.
 */
export type ActionVerdict =
  | { available: true; until: EpochSeconds | null }
  | {
      available: false;
      reason:
        | 'not-configured'
        | 'broken'
        | 'status'
        | 'not-planned'
        | 'planned'
        | 'too-late'
        | 'limit-reached'
        | 'not-closed'
        | 'answered'
        | 'condition';
    };

/** Why a customer or staff cancel; the words are each application's. */
export const cancelReasons = ['no-longer-needed', 'time-does-not-suit', 'solved-otherwise', 'other'] as const;
export type CancelReason = (typeof cancelReasons)[number];
