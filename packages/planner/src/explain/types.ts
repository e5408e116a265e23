import type { ConstraintCode } from '../constraints/codes.ts';
import { constraintCodes } from '../constraints/codes.ts';
import type { Offer } from '../result/types.ts';
import type { EpochSeconds, Metres, Seconds } from '../units.ts';

/** Why a slot is refused, in the order in which it is asked: first that no request window holds it, then the constraints. */
export const refusalCodes = ['window', ...constraintCodes] as const;
/** Why a slot is refused: one of `refusalCodes`. */
export type RefusalCode = 'window' | ConstraintCode;

/** Why a window is offered, or why it is not. */
export type SlotExplanation = { offered: true; offer: Offer } | { offered: false; refusal: Refusal };

/** Why a slot is not offered: the constraint that blames, its numbers, and what would open it. */
export interface Refusal {
  /** The day that is spoken of: that of the window, or the nearest; null when no day is near. */
  date: string | null;
  /** The first constraint, in the documented order, after which no start is left at any position, and its numbers. */
  because: RefusalNumbers;
  /** The smallest single change that would open the slot; null when none of those that `Relaxation` knows does. */
  relaxation: Relaxation | null;
}

/** What a constraint measured. `null` stands for a moment that never comes. */
export type RefusalNumbers =
  | { code: 'window' | 'assignment' | 'no-road' }
  /** The first skill that is lacking. */
  | { code: 'skills'; skill: string; level: number; needed: number }
  | { code: 'area'; outsideBy: Metres }
  | { code: 'distance'; metres: Metres; limit: Metres }
  | { code: 'visit-limit'; visits: number; limit: number }
  /** The day with the visit in it, at the position where it is least. */
  | { code: 'work-limit' | 'travel-limit' | 'total-limit'; seconds: Seconds; limit: Seconds }
  | { code: 'notice'; earliest: EpochSeconds; shortBy: Seconds }
  /** How much longer the best interval would have to be; null without any. */
  | { code: 'open' | 'working-time'; shortBy: Seconds | null }
  /** At the position where least is missing: reached (or free) at `earliestStart`, too late for `latestStart`. */
  | {
      code: 'arrival' | 'promise' | 'way-back';
      position: number;
      earliestStart: EpochSeconds | null;
      latestStart: EpochSeconds | null;
      shortBy: Seconds | null;
    }
  | { code: 'slack'; position: number; first: EpochSeconds; last: EpochSeconds; shortBy: Seconds };

/**
 * One change of a query; `applyRelaxation` makes it. `by` counts levels (skills), metres (area, distance), visits
 * (visit-limit), and seconds in all others.
 */
export type Relaxation =
  /** The technician may come, whatever `only` and `exclude` say. */
  | { kind: 'assignment'; technicianId: string }
  /** The request is content with a lower level; at 0 it does without the skill. */
  | { kind: 'skills'; skill: string; by: number }
  /** The area takes in the place if that lies at most so many metres outside. */
  | { kind: 'area'; technicianId: string; by: Metres }
  | { kind: 'distance'; technicianId: string; by: Metres }
  | {
      kind: 'visit-limit' | 'work-limit' | 'travel-limit' | 'total-limit';
      technicianId: string;
      date: string;
      by: number;
    }
  | { kind: 'notice'; by: Seconds }
  /** One interval of the request's `windows` or `open` starts earlier or ends later; it swallows those it reaches. */
  | { kind: 'window' | 'open'; interval: number; edge: 'start' | 'end'; by: Seconds }
  /** One interval of the day's `working` starts earlier or ends later; it swallows those it reaches. */
  | {
      kind: 'working-time';
      technicianId: string;
      date: string;
      interval: number;
      edge: 'start' | 'end';
      by: Seconds;
    }
  /** A visit's promise starts earlier or ends later. */
  | {
      kind: 'promise';
      technicianId: string;
      date: string;
      visitId: string;
      edge: 'earliest' | 'latest';
      by: Seconds;
    }
  | { kind: 'slack'; by: Seconds };
