import type { OffReason } from '../availability/explain-day.ts';
import type { RouteDay } from '../availability/types.ts';
import type { FormToFill } from '../forms/types.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import type { InterventionResult, InterventionStatus } from '../shared/interventions.ts';
import type { EpochSeconds, IsoDate, Seconds } from '../shared/units.ts';
import type { WorkState } from '../shared/work.ts';

/** Somebody who can be called about a visit. */
export interface VisitContact {
  /** null: the customer's own number, nobody is named. */
  name: string | null;
  phone: string;
}

/** What a phone must know of the work to go on without a network. */
export interface OwnWork {
  state: WorkState;
  /** null: it is not planned. */
  seen: string | null;
  /** Whether a supervisor looks at what a technician closes. */
  supervised: boolean;
  /** When the work began that is under way; null: none is. */
  startedAt: EpochSeconds | null;
  /** From where each state was reached last: what taking a step back leads to. */
  from: Partial<Record<WorkState, WorkState>>;
}

/** One visit as whoever does it needs it on the way there and at the door. */
export interface OwnVisit {
  interventionId: string;
  reference: string;
  typeName: string;
  status: InterventionStatus;
  result: InterventionResult | null;
  /** Of what was shown: a step that is taken says what it saw. */
  revision: number;
  customerName: string;
  /** On site first, then the customer's own. */
  contacts: VisitContact[];
  address: { label: string; text: string; lon: number | null; lat: number | null } | null;
  /** How to get in, for staff alone. */
  accessNotes: string;
  /** What whoever comes should know, in the customer's words. */
  visitNotes: string;
  comment: string;
  duration: Seconds;
  /** Where the work stands, and what is given back with each step of it. */
  work: OwnWork;
  /** What was answered to the activity form, and the closing form, as they are asked now. */
  forms: FormToFill[];
}

/** A day to come: when it is worked, why else not, and what is in it. */
export interface DayAhead {
  date: IsoDate;
  hours: { start: EpochSeconds; end: EpochSeconds }[];
  /** Time off that is no plain end of the hours: absences, closures, what a calendar says. */
  off: { start: EpochSeconds; end: EpochSeconds; reasons: OffReason[] }[];
  visits: number;
  first: EpochSeconds | null;
  last: EpochSeconds | null;
}

/** A technician's own day (CAD-PL-32, CAD-SS-02). */
export interface OwnDay {
  route: RouteDay;
  /** The unit's own visits of the day, in the route's order. */
  visits: OwnVisit[];
  /** The date itself and the seven days after it. */
  days: DayAhead[];
}

/** What technicians see of their own work. */
export interface OwnDayUseCases {
  /** A day of one's own, today without a date; null: who asks is no technician of the unit. */
  page(scope: BusinessUnitScope, of: { date?: IsoDate | undefined }): Promise<OwnDay | null>;
}
