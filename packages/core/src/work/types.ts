import type { FormToFill } from '../forms/types.ts';
import type { InterventionResult } from '../shared/interventions.ts';
import type { EpochSeconds, Seconds } from '../shared/units.ts';
import type { KoReason, LateReason, WorkState, WorkStep } from '../shared/work.ts';

/** What closes work: the three locked fields (CAD-RE-01), and what else its form asks (CAD-RE-02). */
export interface Closing {
  /** By the clock of whoever sends it. */
  startedAt: EpochSeconds;
  endedAt: EpochSeconds;
  result: InterventionResult;
  /** Of `ko`, and of nothing else. */
  reason?: KoReason | null | undefined;
  comment?: string | undefined;
  /** To the closing form without its locked fields, which are given above. */
  answers: Record<string, unknown>;
  /** Of the form that was filled in; 0: there was none. */
  version: number;
}

export interface StepInput {
  interventionId: string;
  step: WorkStep;
  /** When it happened, by the clock of whoever sends it. */
  at: EpochSeconds;
  /** What that clock showed when it was sent: by it the server knows how wrong it is. */
  sentAt: EpochSeconds;
  /** What the page gave with the stop; null: the work was not planned. */
  seen: string | null;
  /** With the step `closed`. */
  closing?: Closing | undefined;
  /** Why it is sent back or opened anew. */
  words?: string | undefined;
  /** Of another system, which has no `seen`: the revision that it was shown. */
  revision?: number | undefined;
  idempotencyKey: string;
}

/** The closing form of a page, with its locked fields on the clock of the visit's place. */
export interface CloseByFormInput {
  interventionId: string;
  seen: string | null;
  version: number;
  answers: Record<string, unknown>;
  reason?: KoReason | null | undefined;
  comment?: string | undefined;
  idempotencyKey: string;
}

/**
 * `done`: it is so now. `late`: the visit was no longer its sender's to close; what was entered is kept and staff decide.
 */
export type StepOutcome =
  | {
      outcome: 'done';
      state: WorkState;
      /** By our clock. */
      at: EpochSeconds;
      /** What was added to the phone's times; 0: its clock is right. */
      clockOffset: Seconds;
      revision: number;
    }
  | { outcome: 'late'; why: LateReason; lateReportId: string; clockOffset: Seconds };

/** What closed work was closed with; times on the clock of the visit's place, YYYY-MM-DDTHH:MM. */
export interface ClosedWith {
  start: string;
  end: string;
  result: InterventionResult;
  reason: KoReason | null;
  comment: string;
}

export interface CorrectWorkInput extends ClosedWith {
  interventionId: string;
  /** The one that was shown. */
  revision: number;
  /** Why it is corrected. */
  words: string;
  idempotencyKey: string;
}

export interface DecideLateInput {
  lateReportId: string;
  revision: number;
  /** `take`: the visit is closed by it, or what it is closed with corrected by it. */
  decision: 'take' | 'set-aside';
  /** Why it is set aside. */
  words: string | null;
  idempotencyKey: string;
}

/** A closing that came too late, for whoever decides about it. */
export interface LateReportView {
  id: string;
  revision: number;
  why: LateReason;
  state: 'open' | 'taken' | 'dismissed';
  /** Whether it can be taken over: not of what is canceled. */
  canTake: boolean;
  /** By our clock. */
  at: EpochSeconds;
  receivedAt: EpochSeconds;
  staffName: string | null;
  decidedAt: EpochSeconds | null;
  decidedByName: string | null;
  /** null: erased. */
  closed: ClosedWith | null;
  /** The other answers, with the files they name, and the form that was filled in. */
  form: Pick<FormToFill, 'definition' | 'answers' | 'files' | 'state'> | null;
}

/** One step that was taken, for staff. */
export interface WorkStepEntry {
  step: WorkStep;
  from: WorkState;
  to: WorkState;
  at: EpochSeconds;
  recordedAt: EpochSeconds;
  clockOffset: Seconds;
  /** null: the system. */
  actorName: string | null;
}

/** Where the work on an intervention stands, for staff who see it. */
export interface WorkPage {
  state: WorkState;
  /** To be given back with a step; null: not planned. */
  seen: string | null;
  /** What whoever asks may say now. */
  steps: WorkStep[];
  /** Oldest first. */
  taken: WorkStepEntry[];
  actualStart: EpochSeconds | null;
  actualEnd: EpochSeconds | null;
  result: InterventionResult | null;
  reason: KoReason | null;
  comment: string;
  /** Of what is closed: the same to be corrected; null: it is not, or whoever asks may not. */
  closed: ClosedWith | null;
  /** Of who supervises, the oldest first. */
  late: LateReportView[];
  /** Whether a supervisor looks at what a technician closes. */
  supervised: boolean;
  revision: number;
}
