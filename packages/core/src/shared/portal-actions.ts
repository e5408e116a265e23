import { nextChange } from './action-facts/next-change.ts';
import { readActionFacts, type ActionSituation } from './action-facts/read-facts.ts';
import type { ActionVerdict, InterventionStatus, PortalActionKind } from './interventions.ts';
import { holds } from './rules/judge.ts';
import type { Rule } from './rules/rule.ts';
import type { EpochSeconds, Seconds } from './units.ts';

/** An action as configured for an activity type. */
export interface ConfiguredAction {
  enabled: boolean;
  minimumNotice: Seconds;
  /** When it is offered; null or absent: always. `broken`: what is stored cannot be judged (any more), so nobody gets it. */
  conditions?: Rule | 'broken' | null;
  /** At most so many moves, as well as the type's own limit; null or absent: as the type says. */
  maximumReschedules?: number | null;
}

/** What the verdict on a customer's action rests on, all of it as it is now. */
export interface ActionFacts {
  now: EpochSeconds;
  /** Every layer above the action: portal on, access on, customer active, activity type active and shown.
   */
  shown: boolean;
  /** The action as configured for the activity type; null where it is not. */
  action: ConfiguredAction | null;
  /** The visit acted upon; null for booking a new one. */
  visit: {
    status: InterventionStatus;
    /** When the promised window begins; null while nothing is promised. */
    promiseStart: EpochSeconds | null;
    rescheduleCount: number;
    maximumReschedules: number | null;
  } | null;
  /** Of a kind that asks a form: whether the type has that form, and whether it was answered for good; absent: not known. */
  form?: { exists: boolean; answered: boolean };
  /** What conditions ask about; without it no condition can be judged, and an action that has one is not offered. */
  situation?: ActionSituation;
}

/** What of a type's display decides whether an intervention is there at all. */
interface StatusDisplay {
  hiddenStatuses: readonly string[];
}

/**
 * Whether every layer above a single action says yes: portal on, access on, customer not inactive (AZT-12: its other
 * statuses only organise), type active and shown.
 */
export function isShown(layers: {
  portal: { portalOn: boolean } | undefined;
  access: { enabled: boolean } | undefined;
  customer: { status: string } | undefined;
  type: { active: boolean; portalShown: boolean; display?: StatusDisplay | null } | undefined;
  /** Where the intervention stands, if it is about one: some are not shown (CAD-PD-06). */
  status?: InterventionStatus;
}): boolean {
  const { portal, access, customer, type, status } = layers;
  if (status !== undefined && type?.display?.hiddenStatuses.includes(status)) return false;
  const open = customer !== undefined && customer.status !== 'inactive';
  return Boolean(portal?.portalOn && access?.enabled && open && type?.active && type.portalShown);
}

/** Still to be done: neither begun nor closed (CAD-CO-02: "so that old ones are not replanned"). */
export function isOpen(status: InterventionStatus): boolean {
  return status === 'pending' || status === 'autoassign_pending';
}

/**
 * Whether a customer may do this now, and if not, the first reason. The one rule: it decides what is displayed and
 * decides again inside the transaction that executes. What the kind itself asks (`withoutConditions`) goes before what
 * staff's conditions ask (CAD-CO-01).
 */
export function actionVerdict(kind: PortalActionKind, facts: ActionFacts): ActionVerdict {
  const verdict = withoutConditions(kind, facts);
  const conditions = facts.action?.conditions ?? null;
  if (!verdict.available || conditions === null) return verdict;
  const { situation, now } = facts;
  if (conditions === 'broken' || situation === undefined) return { available: false, reason: 'broken' };
  if (!holds(conditions, readActionFacts(situation, now))) return { available: false, reason: 'condition' };
  const change = nextChange(conditions, situation, now);
  if (change === null) return verdict;
  return { available: true, until: Math.min(verdict.until ?? Infinity, change - 1) };
}

/**
 * The first second from which on an action that conditions keep away now is offered, where time alone brings it; null
 * where it does not, and for what is offered already.
 */
export function offeredFrom(kind: PortalActionKind, facts: ActionFacts): EpochSeconds | null {
  const verdict = actionVerdict(kind, facts);
  const { situation, action, now } = facts;
  const conditions = action?.conditions ?? null;
  if (verdict.available || verdict.reason !== 'condition') return null;
  if (conditions === null || conditions === 'broken' || !situation) return null;
  const from = nextChange(conditions, situation, now);
  return from !== null && actionVerdict(kind, { ...facts, now: from }).available ? from : null;
}

/**
 * What each kind of action asks by itself: one moves what is planned and still to be done, at most so often, and up to
 * its notice before it begins; one schedules what is not planned yet; one tells what is needed, or would suit better,
 * before the work begins; one judges what is done, once.
 */
function withoutConditions(
  kind: PortalActionKind,
  { shown, action, visit, form, now }: ActionFacts,
): ActionVerdict {
  if (!shown || !action?.enabled) return { available: false, reason: 'not-configured' };
  if (kind === 'book') return { available: true, until: null };
  if (asksForm(kind) && form?.exists === false) return { available: false, reason: 'not-configured' };
  if (visit === null)
    return kind === 'propose' || kind === 'message'
      ? { available: true, until: null }
      : { available: false, reason: 'status' };
  if (beforeWork.includes(kind) && !isOpen(visit.status)) return { available: false, reason: 'status' };
  if (kind === 'survey') {
    if (visit.status !== 'intermediate' && visit.status !== 'terminated')
      return { available: false, reason: 'not-closed' };
    if (form?.answered) return { available: false, reason: 'answered' };
  }
  if (kind === 'schedule' && visit.promiseStart !== null) return { available: false, reason: 'planned' };
  if (kind === 'reschedule') {
    if (visit.promiseStart === null) return { available: false, reason: 'not-planned' };
    if (visit.rescheduleCount >= mostReschedules(visit, action))
      return { available: false, reason: 'limit-reached' };
  }
  const hasNotice = kind === 'reschedule' || kind === 'cancel' || action.minimumNotice > 0;
  if (visit.promiseStart === null || !hasNotice) return { available: true, until: null };
  const until = visit.promiseStart - action.minimumNotice;
  return now > until ? { available: false, reason: 'too-late' } : { available: true, until };
}

/** Kinds that are over when the work begins. */
const beforeWork: readonly PortalActionKind[] = ['schedule', 'reschedule', 'cancel', 'form', 'propose'];

function asksForm(kind: PortalActionKind): boolean {
  return kind === 'form' || kind === 'survey';
}

/** The type's limit, which the action's own may only narrow. */
function mostReschedules(
  { maximumReschedules: ofType }: NonNullable<ActionFacts['visit']>,
  { maximumReschedules: ofAction }: ConfiguredAction,
): number {
  return Math.min(ofType ?? Infinity, ofAction ?? Infinity);
}
