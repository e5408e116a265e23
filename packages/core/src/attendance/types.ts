import type { EpochSeconds, IsoDate, Seconds } from '../shared/units.ts';

/** Where a phone says that it is; `accuracy` in metres, as the phone tells it. */
export interface ClockedPlace {
  lon: number;
  lat: number;
  accuracy: number;
}

/** One tap on a phone, which may arrive much later. */
export interface ClockInput {
  /** When it was tapped, by the phone's clock. */
  at: EpochSeconds;
  /** The phone's clock when it was sent: what both clocks differ by is put right. */
  sentAt: EpochSeconds;
  /** null: not told. Nobody has to tell it. */
  place: ClockedPlace | null;
  idempotencyKey: string;
}

export interface ClockOutInput extends ClockInput {
  /** Which clocking was open when it was tapped; null or none: whichever is. */
  clockingId?: string | null | undefined;
}

export interface ClockInInput extends ClockInput {
  /** At whose site; null: of the day. */
  interventionId: string | null;
  /** What was given with the site: it may be theirs no longer when the tap arrives. */
  seen?: string | undefined;
}

/** `YYYY-MM-DDTHH:mm` on the technician's clock. */
export interface ClockedTime {
  from: string;
  /** null: it goes on. */
  to: string | null;
}

export interface CorrectClockingInput {
  clockingId: string;
  /** The revision that was shown. */
  revision: number;
  /** null: it is taken back, and counts for nothing. */
  time: ClockedTime | null;
  /** Why, in words. */
  reason: string;
  idempotencyKey: string;
}

export interface AddClockingInput {
  technicianId: string;
  interventionId: string | null;
  time: { from: string; to: string };
  reason: string;
  idempotencyKey: string;
}

/** What a clocking is meanwhile, where a correction was of another revision. */
export interface CurrentClocking extends ClockedTime {
  revision: number;
  voided: boolean;
}

export interface CorrectionView {
  at: EpochSeconds;
  staffName: string;
  /** null: it was not there before. */
  from: { start: EpochSeconds; end: EpochSeconds | null } | null;
  /** null: it was taken back. */
  to: { start: EpochSeconds; end: EpochSeconds | null } | null;
  /** '' where it was erased. */
  reason: string;
}

/** A site that was or can be clocked at. */
export interface ClockedSite {
  interventionId: string;
  reference: string;
  customerName: string;
  /** '' where it is not known. */
  address: string;
}

/** `forgotten`: it has no end, and none is made up. */
export type ClockingState = 'open' | 'closed' | 'forgotten' | 'voided';

export interface ClockingView {
  id: string;
  revision: number;
  state: ClockingState;
  start: EpochSeconds;
  end: EpochSeconds | null;
  /** The same on the technician's clock, to be corrected. */
  local: ClockedTime;
  /** null: of the day. */
  site: ClockedSite | null;
  startPlace: ClockedPlace | null;
  endPlace: ClockedPlace | null;
  /** Seconds by which a wrong clock was put right. */
  startShift: Seconds;
  endShift: Seconds;
  /** Written down afterwards by staff. */
  byHand: boolean;
  /** The site was given away before the tap arrived: staff say whether it was so, by a correction. */
  siteGone: boolean;
  corrections: CorrectionView[];
}

/** One local date of a technician: what began on it, and the time that lies on it. */
export interface ClockedDay {
  date: IsoDate;
  seconds: Seconds;
  clockings: ClockingView[];
}

/** A month of one technician, on their clock. */
export interface ClockedMonth {
  technicianId: string;
  name: string;
  zone: string;
  /** `YYYY-MM`. */
  month: string;
  days: ClockedDay[];
  seconds: Seconds;
  /** How many have no end. */
  forgotten: number;
  /** How many were at a site that was no longer theirs. */
  toCheck: number;
}

export interface ClockingSite extends ClockedSite {
  typeName: string;
  plannedAt: EpochSeconds;
  /** To be given back with a clock-in there. */
  seen: string;
}

/** A technician's own page. */
export interface OwnAttendance {
  now: EpochSeconds;
  /** What is open now; null: nothing is. */
  open: ClockingView | null;
  /** Open for another unit of the company: it ends there. */
  openElsewhere: boolean;
  /** Today's visits, in their order. */
  sites: ClockingSite[];
  /** Whether the unit lets technicians correct their own. */
  mayCorrect: boolean;
  month: ClockedMonth;
}

/** Everybody's month, and one technician's in full. */
export interface AttendanceMonth {
  month: string;
  technicians: { id: string; name: string; seconds: Seconds; forgotten: number; toCheck: number }[];
  /** null: nobody was asked for. */
  shown: ClockedMonth | null;
}

export interface AttendanceExportInput {
  month: string;
  technicianId?: string | undefined;
  /** One character; a comma unless said otherwise. */
  separator?: string | undefined;
}

/** What a customer may know: when somebody came and went, on the clock of the place. */
export interface CustomerClocking {
  arrived: EpochSeconds;
  /** null: still there, or not known. */
  left: EpochSeconds | null;
  /** null: the company does not show who comes. */
  technicianName: string | null;
}

export interface CustomerClockings {
  zone: string;
  items: CustomerClocking[];
}
