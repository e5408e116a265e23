import type { ActionVerdict, InterventionStatus, PortalActionKind } from './interventions.ts';
import type { EpochSeconds, Seconds } from './units.ts';

/** What the verdict on a customer's action rests on, all of it as it is now. */
export interface ActionFacts {
  now: EpochSeconds;
  /** Every layer above the action: portal on, access on, customer active, activity type active and shown.
   */
  shown: boolean;
  /** The action as configured for the activity type; null where it is not. */
  action: { enabled: boolean; minimumNotice: Seconds } | null;
  /** The visit acted upon; null for booking a new one. */
  visit: {
    status: InterventionStatus;
    /** When the promised window begins; null while nothing is promised. */
    promiseStart: EpochSeconds | null;
    rescheduleCount: number;
    maximumReschedules: number | null;
  } | null;
}

/**
 * Whether every layer above a single action says yes: portal on, access on, customer not inactive (AZT-12: its other
 * statuses only organise), type active and shown.
 */
export function isShown(layers: {
  portal: { portalOn: boolean } | undefined;
  access: { enabled: boolean } | undefined;
  customer: { status: string } | undefined;
  type: { active: boolean; portalShown: boolean } | undefined;
}): boolean {
  const { portal, access, customer, type } = layers;
  const open = customer !== undefined && customer.status !== 'inactive';
  return Boolean(portal?.portalOn && access?.enabled && open && type?.active && type.portalShown);
}

/** Still to be done: neither begun nor closed (CAD-CO-02: "so that old ones are not replanned"). */
export function isOpen(status: InterventionStatus): boolean {
  return status === 'pending' || status === 'autoassign_pending';
}

/**
 * Whether a customer may book, reschedule or cancel now, and if not, the first reason. The one rule: it decides
 * what is displayed and decides again inside the transaction that executes.
 * `until` is the last second at which the action is still available, null where time alone does not close it.
 */
export function actionVerdict(kind: PortalActionKind, facts: ActionFacts): ActionVerdict {
  const { action, visit, now } = facts;
  if (!facts.shown || !action?.enabled) return { available: false, reason: 'not-configured' };
  if (kind === 'book') return { available: true, until: null };
  if (visit === null || !isOpen(visit.status)) return { available: false, reason: 'status' };
  if (kind === 'reschedule') {
    if (visit.promiseStart === null) return { available: false, reason: 'not-planned' };
    if (visit.maximumReschedules !== null && visit.rescheduleCount >= visit.maximumReschedules)
      return { available: false, reason: 'limit-reached' };
  }
  if (visit.promiseStart === null) return { available: true, until: null };
  const until = visit.promiseStart - action.minimumNotice;
  return now > until ? { available: false, reason: 'too-late' } : { available: true, until };
}
