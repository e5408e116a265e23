import type { ConstraintCode } from '../constraints/codes.ts';
import type { CostPart } from '../ranking/types.ts';
import type { EpochSeconds, Seconds } from '../units.ts';

/** A window `[start, end]` that one technician can promise. */
export interface Offer {
  technicianId: string;
  date: string;
  window: { start: EpochSeconds; end: EpochSeconds };
  /** The first feasible start in the window at the chosen position. */
  plannedStart: EpochSeconds;
  /** Index among the day's visits after `replaces` are out. */
  position: number;
  /** Legs to and from the visit and what they add; 'estimate' iff any leg of the detour is one. */
  travel: { before: Seconds; after: Seconds; detour: Seconds; source: 'road' | 'estimate' };
  /** Seconds-equivalent, lower is better; the parts sum to it, exactly. */
  cost: number;
  parts: CostPart[];
  /** 0..100. */
  relevance: number;
  grade: 'best' | 'good' | 'possible';
}

/** One window that somebody can take. */
export interface WindowOffer {
  start: EpochSeconds;
  end: EpochSeconds;
  best: Offer;
  /** How many technicians can take it. */
  technicians: number;
}

/** What a search found, what it refused and why, and what it asked of the road. */
export interface SlotSearch {
  /** One per window that anyone can take, in time order. */
  windows: WindowOffer[];
  /** Ranked by cost, window start, technician id; which ones depends on the query's `result`. */
  offers: Offer[];
  /** Technician x day x window, counted under the first constraint that refuses, in the documented order. */
  rejected: Partial<Record<ConstraintCode, number>>;
  travel: { cells: number; calls: number; estimated: number };
}
