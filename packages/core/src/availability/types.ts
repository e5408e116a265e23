import type { ZoneOfAddress } from '../customers/zone-of-address.ts';
import type { StopProgress } from '../shared/work.ts';
import type { EpochSeconds, IsoDate, Metres, Seconds } from '../shared/units.ts';

/** What a visit is wanted for. `interventionId` set: that visit moves, its present time is ignored while searching. */
export interface SlotRequest {
  activityTypeId: string;
  addressId: string;
  interventionId?: string | undefined;
  /** The caller's own live hold is ignored while searching. */
  holdId?: string | undefined;
  /** First local date shown; default the first on which anything may be offered. */
  from?: IsoDate | undefined;
  /** How many local dates are shown; default 14, at most 60. */
  days?: number | undefined;
}

/** What an assistant is asked: for an address, or for a place that no customer has; `duration` instead of the type's. */
export interface AssistRequest extends Omit<SlotRequest, 'addressId' | 'holdId'> {
  addressId?: string | undefined;
  place?: { lon: number; lat: number } | undefined;
  duration?: Seconds | undefined;
  /** Also who is not offered which window that begins in `[start, end)`, and why. */
  refused?: { start: EpochSeconds; end: EpochSeconds } | undefined;
}

/** Why a window is good, in one honest word that never reveals another customer. Each application has a sentence for it. */
export type SlotReason = 'nearby' | 'on-the-way' | 'soonest' | 'fits-well' | 'possible';

export interface SlotWindow {
  start: EpochSeconds;
  end: EpochSeconds;
  reason: SlotReason;
  grade: 'best' | 'good' | 'possible';
  /** true: a travel time behind it is an estimate, not a road time. */
  estimated: boolean;
}

/** What the *when* page shows. */
export interface SlotChoice {
  zone: string;
  duration: Seconds;
  /** The three best of everything in the horizon, best first. */
  best: SlotWindow[];
  days: { date: IsoDate; windows: SlotWindow[] }[];
  /** Local dates shown: from..to, both included. */
  from: IsoDate;
  to: IsoDate;
  /** First dates outside the shown range that have a window, if any. */
  previous: IsoDate | null;
  next: IsoDate | null;
}

/** The assistant: the same windows, with who, what it costs and why. */
export interface AssistantChoice extends SlotChoice {
  /** Every technician x window of the dates shown, best first. */
  offers: AssistantOffer[];
  /** `best` with who and why, in its order; they may lie outside the dates shown. */
  bestOffers: AssistantOffer[];
  /** In which service zone the address is: who serves others only does not come. null: in none. */
  serviceZone: ZoneOfAddress | null;
  /** How many technician x day x window were refused, by the first constraint that refuses; `service-zone` is the zone's. */
  rejected: { code: string; count: number }[];
}

/** The same, with every technician x window that is refused in the time asked about, and the first thing in the way. */
export interface WholeChoice extends AssistantChoice {
  refused: {
    technician: AssistantOffer['technician'];
    start: EpochSeconds;
    end: EpochSeconds;
    code: string;
  }[];
}

export interface AssistantOffer {
  technician: { id: string; name: string; colour: string };
  date: IsoDate;
  start: EpochSeconds;
  end: EpochSeconds;
  plannedStart: EpochSeconds;
  grade: 'best' | 'good' | 'possible';
  relevance: number;
  cost: number;
  parts: { name: string; seconds: Seconds; weight: number; cost: number }[];
  travel: { before: Seconds; after: Seconds; detour: Seconds; estimated: boolean };
  reason: SlotReason;
}

/** One technician's day as a route. */
export interface RouteDay {
  technician: { id: string; name: string; colour: string };
  date: IsoDate;
  zone: string;
  /** Only working time and when they are busy: the reader leads a team of theirs, and they do not delegate. */
  hidden: boolean;
  working: { start: EpochSeconds; end: EpochSeconds }[];
  /** null: `hidden`. */
  start: RoutePlace | null;
  end: RoutePlace | null;
  stops: RouteStop[];
  /** stops.length + 1 legs: base -> first ... last -> base; empty when there is no stop, or `hidden`. */
  legs: RouteLeg[];
  totals: { visits: number; work: Seconds; travel: Seconds; metres: Metres | null; waiting: Seconds };
}

export interface RoutePlace {
  label: string;
  lon: number;
  lat: number;
}

export interface RouteLeg {
  /** -1: no road known. */
  seconds: Seconds;
  metres: Metres | null;
  estimated: boolean;
}

export interface RouteStop {
  /** 'other': a visit that the reader may not see; only its time is shown. */
  kind: 'visit' | 'hold' | 'other';
  interventionId: string | null;
  reference: string | null;
  typeName: string | null;
  /** The hash of the type's picture; null for what is not this unit's. */
  typeLogo: string | null;
  customerName: string | null;
  place: RoutePlace | null;
  promise: { start: EpochSeconds; end: EpochSeconds } | null;
  /** How far the work is; null: not begun. What began is timed as it was. */
  progress: StopProgress | null;
  arrival: EpochSeconds;
  waiting: Seconds;
  start: EpochSeconds;
  end: EpochSeconds;
  /** Seconds after the latest promised start, by when somebody can be there; 0 when the promise is kept. */
  lateness: Seconds;
  /** Not begun, and outside the hours of whoever should do it: they are away, or it was planned so by hand. */
  outside: boolean;
}
