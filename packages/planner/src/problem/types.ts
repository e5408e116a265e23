import type { MultiPolygon, Polygon } from 'geojson';
import type { Goal } from '../ranking/types.ts';
import type { EpochSeconds, Interval, Metres, Place, Seconds } from '../units.ts';

/** One question: where in these technicians' days can this visit go, and which places are best? */
export interface SlotQuery {
  technicians: Technician[];
  request: VisitRequest;
  /** `step` between offered starts, counted on the clock of `zone` from each local midnight; `width` of the promise; `slack` inside it (default 0). */
  grid: { zone: string; step: Seconds; width: Seconds; slack?: Seconds };
  now: EpochSeconds;
  /** Nothing is offered before `now + notice`. Default 0. */
  notice?: Seconds;
  /** Default `goals.relevance`. */
  goal?: Goal;
  /** 'windows' (default): the best offer of each window; 'all': every technician x window; `{ top }`: the n best. */
  result?: 'windows' | 'all' | { top: number };
}

/** Somebody who could come: skills, work days and how far they reach. */
export interface Technician {
  id: string;
  /** Skill -> level, level >= 1. */
  skills: Record<string, number>;
  /** Ascending, disjoint. */
  days: WorkDay[];
  /** Straight line from the day's start place. */
  maxDistance?: Metres;
  /** Where the technician works; the boundary belongs to it. */
  area?: Polygon | MultiPolygon;
}

/** One technician's day as it stands: a route from `start` to `end` through what is promised, within working time. */
export interface WorkDay {
  /** Local ISO date; a label. */
  date: string;
  /** Where the route starts and ends. */
  start: Place;
  end: Place;
  /** Ascending, disjoint, not touching; gaps are breaks, absences, private events. Empty: no offers. */
  working: Interval[];
  /** What is already promised, in the order it is served. */
  visits: Visit[];
  /** `visits.length + 1` travel times start -> ... -> end when the caller keeps them; -1 = no road. */
  legs?: Seconds[];
  /** Whether the first and last leg use working time. Default 'working-time'. */
  commute?: 'working-time' | 'own-time';
  /** After insertion: number of visits, sum of services, sum of legs, both together. */
  limits?: { visits?: number; work?: Seconds; travel?: Seconds; total?: Seconds };
}

/** A booked visit or a live hold. */
export interface Visit {
  id: string;
  place: Place;
  /** Includes buffers. */
  duration: Seconds;
  /** The promise: service starts in [earliest, latest]; equal = fixed. */
  earliest: EpochSeconds;
  latest: EpochSeconds;
  /** The whole service must stay in one of them (it was booked under opening hours). */
  open?: Interval[];
}

/** What is to be done: where, for how long, by whom, and when it may start. */
export interface VisitRequest {
  /** null: a call or a report, done wherever the technician is. */
  place: Place | null;
  duration: Seconds;
  /** Minimum levels. */
  skills?: Record<string, number>;
  /** When it may start (horizon and offered days and hours); may overlap. */
  windows: Interval[];
  /** The whole service must lie in one of them (opening hours); absent = always. */
  open?: Interval[];
  /** `only: []` allows nobody. */
  technicians?: { only?: string[]; prefer?: string[]; exclude?: string[] };
  /** Ids taken out of their days before searching (the visit being moved, the customer's own hold). */
  replaces?: string[];
}
