import type { InterventionStatus } from './interventions.ts';
import type { EpochSeconds, Seconds } from './units.ts';

/** How far the work at the door is; "on the way" and "arrived" are of open work, `started` is in progress. */
export const workStates = [
  'unplanned',
  'planned',
  'on-the-way',
  'arrived',
  'started',
  'intermediate',
  'closed',
  'canceled',
] as const;
export type WorkState = (typeof workStates)[number];

/** What is said of it. `back` takes the last of the technician's own steps back. */
export const workSteps = [
  'on-the-way',
  'arrived',
  'started',
  'back',
  'closed',
  'confirmed',
  'sent-back',
  'reopened',
] as const;
export type WorkStep = (typeof workSteps)[number];

/** How far a stop is, as it is stored with it; null: not begun. */
export type StopProgress = 'on-the-way' | 'arrived' | 'started' | 'closed';

export interface WorkTransition {
  step: WorkStep;
  from: readonly WorkState[];
  /** `before`: where the step that is taken back came from. */
  to: WorkState | 'before';
  /** `worker`: whose visit it is, or who supervises; `supervisor`: only who supervises. */
  by: 'worker' | 'supervisor';
  /** Only where a supervisor has to look at what a technician closed, and a technician closes. */
  supervised?: true;
}

const begun = ['on-the-way', 'arrived', 'started'] as const;

/**
 * Every allowed transition (CAD-LC-01), the one table of them: pages offer by it, the server judges by it. Steps may be left
 * out: who forgot to say that they are on the way has arrived all the same.
 */
export const workTransitions: readonly WorkTransition[] = [
  { step: 'on-the-way', from: ['planned'], to: 'on-the-way', by: 'worker' },
  { step: 'arrived', from: ['planned', 'on-the-way'], to: 'arrived', by: 'worker' },
  { step: 'started', from: ['planned', 'on-the-way', 'arrived'], to: 'started', by: 'worker' },
  { step: 'back', from: begun, to: 'before', by: 'worker' },
  { step: 'closed', from: ['planned', ...begun], to: 'intermediate', by: 'worker', supervised: true },
  { step: 'closed', from: ['planned', ...begun], to: 'closed', by: 'worker' },
  { step: 'closed', from: ['unplanned'], to: 'closed', by: 'supervisor' },
  { step: 'confirmed', from: ['intermediate'], to: 'closed', by: 'supervisor' },
  { step: 'sent-back', from: ['intermediate'], to: 'started', by: 'supervisor' },
  { step: 'reopened', from: ['closed'], to: 'started', by: 'supervisor' },
];

/** Who takes a step of which work. */
export interface StepTaker {
  supervises: boolean;
  /** Whether the type asks that a supervisor looks at what a technician closed. */
  supervisedType: boolean;
}

/** The transition that a step makes; undefined: it is not allowed now, or not to them. */
export function transitionOf(
  step: WorkStep,
  from: WorkState,
  { supervises, supervisedType }: StepTaker,
): WorkTransition | undefined {
  return workTransitions.find(
    (one) =>
      one.step === step &&
      one.from.includes(from) &&
      (supervises || one.by === 'worker') &&
      (!one.supervised || (supervisedType && !supervises)),
  );
}

/** What can be said now, in the order of the table. */
export function stepsFrom(from: WorkState, taker: StepTaker): WorkStep[] {
  return workSteps.filter((step) => transitionOf(step, from, taker));
}

/** Where work stands by its status, and by how far its stop is (null: not begun; undefined: it has none). */
export function workStateOf(
  status: InterventionStatus,
  progress: StopProgress | null | undefined,
): WorkState {
  switch (status) {
    case 'canceled':
      return 'canceled';
    case 'terminated':
      return 'closed';
    case 'intermediate':
      return 'intermediate';
    case 'in_progress':
      return 'started';
    default:
      if (progress === undefined) return 'unplanned';
      return progress === 'on-the-way' || progress === 'arrived' ? progress : 'planned';
  }
}

/** The status that goes with a state. */
export function statusOf(state: WorkState): InterventionStatus {
  switch (state) {
    case 'started':
      return 'in_progress';
    case 'intermediate':
      return 'intermediate';
    case 'closed':
      return 'terminated';
    case 'canceled':
      return 'canceled';
    default:
      return 'pending';
  }
}

/** Why work is `ko` (CAD-LC-02). */
export const koReasons = [
  'no-show',
  'no-access',
  'refused',
  'not-possible',
  'parts-missing',
  'other',
] as const;
export type KoReason = (typeof koReasons)[number];

/** What had happened to a visit whose closing came too late. */
export const lateReasons = ['canceled', 'closed', 'moved', 'reassigned', 'not-planned'] as const;
export type LateReason = (typeof lateReasons)[number];

/** A phone's clock that differs by less is right: the rest is the way that a request takes. */
export const clockTolerance: Seconds = 60;
/** What happened longer ago is not reported by a phone any more. */
export const longestOffline: Seconds = 31 * 86_400;
/** Work at the door takes no longer. */
export const longestWork: Seconds = 7 * 86_400;

/** By how much the times of a phone are wrong; 0: its clock is right. */
export function clockOffsetOf(sentAt: EpochSeconds, now: EpochSeconds): Seconds {
  return Math.abs(now - sentAt) < clockTolerance ? 0 : now - sentAt;
}
