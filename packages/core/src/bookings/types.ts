import type { SlotRequest, SlotWindow } from '../availability/types.ts';
import type { AddressView } from '../customers/types.ts';
import type { CancelReason } from '../shared/interventions.ts';
import type { EpochSeconds, IsoDate, PromisedWindow, Seconds } from '../shared/units.ts';

/** The window chosen; who serves it is the system's to decide, unless staff chose. */
export interface HoldInput extends SlotRequest {
  start: EpochSeconds;
  end: EpochSeconds;
  comment?: string | undefined;
  idempotencyKey: string;
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
  idempotencyKey: string;
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
