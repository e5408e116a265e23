import type { SlotQuery, Technician } from '../problem/types.ts';
import type { Route, StartRanges } from '../route/routes.ts';
import type { EpochSeconds, Interval, Seconds } from '../units.ts';
import type { ConstraintCode } from './codes.ts';

/**
 * One reason to refuse, in one file. What it looks at decides when it is asked; `list.ts` keeps them in the documented
 * order. A constraint knows nothing of the others.
 */
export type Constraint =
  | TechnicianConstraint
  | DayConstraint
  | WindowConstraint
  | StartConstraint
  | GapConstraint
  | ChoiceConstraint;

/** Refuses a technician, whatever the day. */
export interface TechnicianConstraint {
  code: ConstraintCode;
  of: 'technician';
  refuses(query: SlotQuery, technician: Technician): boolean;
  /** For technicians to whom many queries come: keeps what it reads of them in columns. The same answers, sooner. */
  keep?(technicians: readonly Technician[]): KeptTechnicians;
}

/** Whom a query refuses, by the technician's index; undefined: nobody. */
export type KeptTechnicians = (query: SlotQuery) => ((owner: number) => boolean) | undefined;

/** Refuses a whole day, whatever the window. */
export interface DayConstraint {
  code: ConstraintCode;
  of: 'day';
  refuses(query: SlotQuery, route: Route): boolean;
}

/** Refuses the window that starts at `start`, whoever comes. */
export interface WindowConstraint {
  code: ConstraintCode;
  of: 'window';
  refuses(query: SlotQuery, start: EpochSeconds): boolean;
}

/** Says when a service may start on a day of these working hours, wherever it stands in the route. */
export interface StartConstraint {
  code: ConstraintCode;
  of: 'start';
  /** Adds the stretches of a day to `into`, ascending. */
  ranges(query: SlotQuery, working: readonly Interval[], into: StartRanges): void;
}

/** Narrows the starts that one gap of a route allows. */
export interface GapConstraint {
  code: ConstraintCode;
  of: 'gap';
  /** Raises `gap.from` or lowers `gap.to`, and says whether it did; leaves `from > to` where no start is allowed. */
  narrow(query: SlotQuery, gap: Gap): boolean;
}

/** Refuses what is left of a window in a gap: its first and its last feasible start. */
export interface ChoiceConstraint {
  code: ConstraintCode;
  of: 'choice';
  refuses(query: SlotQuery, first: EpochSeconds, last: EpochSeconds): boolean;
}

/** The gap between stop k and stop k+1 with the new visit in it; one object moves over all gaps. */
export interface Gap {
  route: Route;
  k: number;
  /** Travel to the visit, from it, and between its neighbours without it; -1 = no road. */
  before: Seconds;
  after: Seconds;
  own: Seconds;
  /** When stop k is left. */
  leaving: EpochSeconds;
  /** The latest arrival at stop k+1 that keeps the promises to later visits, and with which the way back is kept too. */
  promised: EpochSeconds;
  kept: EpochSeconds;
  /** The starts that are left, both included. */
  from: EpochSeconds;
  to: EpochSeconds;
}

/** Leaves no start in the gap. */
export function close(gap: Gap): true {
  gap.from = Infinity;
  gap.to = -Infinity;
  return true;
}

/** Leaves the starts until `latest`; whether that takes any away. */
export function endBy(gap: Gap, latest: EpochSeconds): boolean {
  if (latest >= gap.to) return false;
  gap.to = latest;
  return true;
}

/** What the visit adds to the day's travel; an old leg without a road counts 0. */
export function detour(gap: Gap): Seconds {
  return gap.before + gap.after - Math.max(0, gap.own);
}
