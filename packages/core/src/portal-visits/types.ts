import type { CustomerClockings } from '../attendance/types.ts';
import type {
  CustomerIntervention,
  CustomerInterventionPage,
  HistoryEntry,
  PortalHome,
} from '../interventions/types.ts';
import type { ReportView } from '../reports/types.ts';
import type { InterventionResult } from '../shared/interventions.ts';
import type { pastStates, VisitState } from '../shared/portal-visits.ts';
import type { EpochSeconds, IsoDate } from '../shared/units.ts';

/** When somebody is expected, for a customer. */
export interface ExpectedArrival {
  from: EpochSeconds;
  to: EpochSeconds;
  /** null: the type shows windows only. */
  likely: EpochSeconds | null;
  /** Whether a road on the way there is only estimated. */
  estimated: boolean;
}

/** How far a visit is, for its customer. */
export interface VisitProgress {
  state: VisitState;
  /** Since when it is so, where that was said at the door. */
  since: EpochSeconds | null;
  /** null: what was agreed stands, or nothing more is known. */
  arrival: ExpectedArrival | null;
  /** Whether it comes after what was agreed; `passed`: that time is over, and nothing is known. */
  late: 'no' | 'maybe' | 'yes' | 'passed';
  zone: string;
}

/** One thing that happened to a visit; `promise`, `actorName`: as in its history. */
export interface TimelineEntry extends Pick<HistoryEntry, 'promise' | 'actorName'> {
  at: EpochSeconds;
  kind: HistoryEntry['kind'] | 'on-the-way' | 'arrived' | 'started' | 'finished' | 'not-done' | 'report';
}

/** What was done, of closed work: the intervention sheet, to be read. */
export interface VisitSheet {
  /** null: nobody said it. */
  arrivedAt: EpochSeconds | null;
  startedAt: EpochSeconds | null;
  endedAt: EpochSeconds | null;
  result: InterventionResult | null;
  /** In words of the reader's language; these two only where the report that customers have tells them too. */
  reason: string | null;
  comment: string | null;
}

/** The whole of a visit as its customer may know it. */
export interface VisitPage {
  visit: CustomerInterventionPage;
  progress: VisitProgress;
  /** Oldest first; empty where the type hides what happened. */
  timeline: TimelineEntry[];
  /** null: the work is not closed. */
  sheet: VisitSheet | null;
  report: Pick<ReportView, 'id' | 'name' | 'size'> | null;
  /** null: the company does not show them. */
  clockings: CustomerClockings | null;
  /** Another one: the page is out of date. */
  mark: string;
}

/** What a customer sees first, with how far today's visits are. */
export interface HomePage {
  home: PortalHome;
  /** By the visit's id. */
  progress: Record<string, VisitProgress>;
  mark: string;
}

/** What of past visits is asked for; dates are the business unit's, both included. */
export interface PastVisitsFilter {
  from?: IsoDate | undefined;
  to?: IsoDate | undefined;
  state?: PastState | undefined;
  typeId?: string | undefined;
  addressId?: string | undefined;
  /** In the reference. */
  reference?: string | undefined;
  page?: number | undefined;
}

/** What past visits are looked for by: several states have one word. */
export type PastState = (typeof pastStates)[number];

export interface PastVisit {
  visit: CustomerIntervention;
  state: VisitState;
  customerName: string;
  startedAt: EpochSeconds | null;
  endedAt: EpochSeconds | null;
  zone: string;
}

/** What may be chosen from: of the person's own visits only. */
export interface PastVisitChoices {
  types: { id: string; name: string }[];
  addresses: { id: string; text: string }[];
  /** Whether the company shows when technicians came and went. */
  clockings: boolean;
}

export interface PastVisits {
  items: PastVisit[];
  total: number;
  page: number;
  pageSize: number;
  choices: PastVisitChoices;
}

export type VisitClockingsFilter = Pick<PastVisitsFilter, 'from' | 'to' | 'addressId' | 'page'>;

/** Somebody's coming and going at a visit; null: hidden. */
export interface PastClocking {
  interventionId: string;
  reference: string | null;
  address: string | null;
  customerName: string;
  arrived: EpochSeconds;
  left: EpochSeconds | null;
  technicianName: string | null;
  zone: string;
}

export interface PastClockings extends Omit<PastVisits, 'items'> {
  items: PastClocking[];
}
