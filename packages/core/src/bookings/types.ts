import type { ViolationCode } from '@itinera/planner';
import type { OffReason } from '../availability/explain-day.ts';
import type { SlotRequest, SlotWindow } from '../availability/types.ts';
import type { AddressView } from '../customers/types.ts';
import type { FormToFill } from '../forms/types.ts';
import type { AnswerProblem } from '../shared/forms/check-answer.ts';
import type { CancelReason } from '../shared/interventions.ts';
import type { EpochSeconds, IsoDate, PromisedWindow, Seconds } from '../shared/units.ts';

/** The window chosen; who serves it is the system's to decide, unless staff chose. */
export interface HoldInput extends SlotRequest {
  start: EpochSeconds;
  end: EpochSeconds;
  comment?: string | undefined;
  idempotencyKey: string;
}

/** Work that a person of the portal is about to book. */
export interface WorkToBook {
  activityTypeId: string;
  addressId: string;
}

/** What customers are asked about such work before they choose a time. */
export interface QuestionsToAnswer {
  /** Of its version; what is stored of it, if anything, counts for the times that are offered when it is final. */
  form: FormToFill;
  /** Nothing of it has to be answered. */
  optional: boolean;
  /** It was answered, and changed since: it has to be answered once more. */
  changed: boolean;
  /** It is answered as it is asked now. */
  answered: boolean;
}

export interface AnswerQuestionsInput extends WorkToBook {
  /** The one that was shown. */
  version: number;
  answers: Record<string, unknown>;
  mode: 'draft' | 'final';
  idempotencyKey: string;
}

export type AnsweredQuestions =
  | {
      done: true;
      /** How long the work takes by these answers; null: they say nothing of it. */
      duration: Seconds | null;
    }
  | {
      done: false;
      problems: AnswerProblem[];
      /** The form was changed since it was shown: this is the one to be filled in now, with all answers it still asks for. */
      changed: QuestionsToAnswer | null;
      /** Answers that the form does not ask for any more. */
      dropped: string[];
    };

/** A hold on the page on which it is confirmed. */
export interface HeldSlot extends HoldView {
  /** Confirming asks for the time: staff confirm or decline it (CAD-AC-13). */
  staffConfirms: boolean;
}

export interface HoldView {
  id: string;
  activityTypeId: string;
  typeName: string;
  address: AddressView;
  /** Set: confirming moves this intervention. */
  interventionId: string | null;
  promise: PromisedWindow;
  /** At the door, without buffers. */
  duration: Seconds;
  comment: string;
  expiresAt: EpochSeconds;
  /** A hold can be extended once. */
  extendable: boolean;
}

/** Losing a race is an answer, not an error: the nearest windows that can be kept, nearest first. */
export interface Alternatives {
  kind: 'alternatives';
  zone: string;
  windows: SlotWindow[];
}

export type HoldResult = { kind: 'held'; hold: HoldView } | Alternatives;

export interface Confirmed {
  kind: 'confirmed';
  interventionId: string;
  reference: string;
  promise: PromisedWindow;
  /** true: the visit was moved, not made. */
  rescheduled: boolean;
}

export type ConfirmResult = Confirmed | Alternatives;

export interface CancelInput {
  interventionId: string;
  /** One of `cancelReasons`. */
  reason: CancelReason;
  details?: string | undefined;
  /** What becomes of the open work that it contains, which has to be said where there is some. */
  parts?: 'cancel' | 'keep' | undefined;
  idempotencyKey: string;
}

/** Staff confirm the time that waits for them; `revision` is the intervention's as staff saw it. */
export interface AcceptTimeInput {
  interventionId: string;
  revision: number;
  idempotencyKey: string;
}

/** They decline it; the customer reads `words`. */
export interface DeclineTimeInput extends AcceptTimeInput {
  words: string;
}

/** Staff plan or move an intervention to an offer of the assistant; `revision` is the intervention's as staff saw it. */
export interface PlanInput {
  interventionId: string;
  technicianId: string;
  date: IsoDate;
  start: EpochSeconds;
  end: EpochSeconds;
  revision: number;
  idempotencyKey: string;
}

/** The same by another system, which may leave it to us who comes. */
export type PlanForSystemInput = Omit<PlanInput, 'technicianId' | 'date'> & {
  technicianId?: string | undefined;
  date?: IsoDate | undefined;
};

export type PlanResult = Confirmed | Alternatives;

/** Staff plan or move an intervention to a technician and a time of their own choice (CAD-PL-01). */
export interface PlanByHandInput {
  interventionId: string;
  technicianId: string;
  /** When the work at the door begins: `YYYY-MM-DDTHH:mm` on the clock of the address. */
  at: string;
  revision: number;
  /** `seen` of the warnings that are accepted; absent: none are. */
  accepted?: string | undefined;
  idempotencyKey: string;
}

/** What speaks against a time chosen by hand; the assistant offers nothing of which one of these is true (CAD-PL-17). */
export type PlanWarning =
  /** The technician does not work, or not for others, in part of the time. */
  | { kind: 'off'; start: EpochSeconds; end: EpochSeconds; reasons: OffReason[] }
  /** Something else is done then; `reference` null: of another unit, a hold, or private. */
  | { kind: 'overlap'; start: EpochSeconds; end: EpochSeconds; reference: string | null }
  /** The planner's verifier: a promise, an arrival or a limit of the day; `reference` null: of the day. */
  | { kind: 'day'; code: ViolationCode; by: number; reference: string | null }
  | { kind: 'skill'; code: string; level: number }
  /** Not whom the customer wants; not of the service zone; outside their area; farther away than they go. */
  | { kind: 'not-wanted' | 'service-zone' | 'area' | 'distance' }
  /** A customer is deciding about that day, or the technician's calendar was not read for too long. */
  | { kind: 'closed-day' }
  | { kind: 'past' };

/** `warnings` are of what is planned, accepted before. */
export type PlanByHandResult =
  | (Confirmed & { warnings: PlanWarning[] })
  /** Nothing was planned: whoever decides accepts exactly these by `seen`. */
  | { kind: 'warnings'; warnings: PlanWarning[]; seen: string };
