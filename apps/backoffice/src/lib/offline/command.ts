import type { ClockedPlace } from '@itinera/core';
import type { EpochSeconds, IsoDate } from '@itinera/core/shared';

/**
 * `waiting`: not sent yet; `conflict`: the server did not take it, and somebody decides; `sent`: it has, for good;
 * `put-aside`: somebody decided that it is not sent.
 */
export type CommandState = 'waiting' | 'conflict' | 'sent' | 'put-aside';

/** What a command does, and with what. */
export type CommandKind =
  /** A step of the work; `body` is the API's, without the time of sending. */
  | 'step'
  /** Answers to the form of `purpose`. */
  | 'form'
  /** A file for `field` of the form of `purpose`; its bytes are kept beside it. */
  | 'file'
  /** A technician clocks in or out: `body` is a `ClockTap`. */
  | 'clock';

/** In the place of a visit: clockings have one line for all of somebody's units, since one is open at a time. */
export const clockings = 'clockings';

/** A tap on the clock: `tap`, and what the API takes, without the time of sending. */
export interface ClockTap extends Record<string, unknown> {
  tap: 'in' | 'out';
  at: EpochSeconds;
  place: ClockedPlace | null;
  /** At whose site somebody clocks in; null: of the day. */
  interventionId?: string | null;
  seen?: string;
  /** Which clocking ends; `phone:<key>` of the tap that began it, where that is not sent yet. */
  clockingId?: string | null;
}

export interface NewCommand {
  /** The idempotency key; answers name a file that is not sent yet as `phone:<key>`. */
  key: string;
  kind: CommandKind;
  /** Whose it is: nobody else's phone session sees or sends it. */
  owner: string;
  businessUnitId: string;
  /** Commands about one visit are sent strictly one after the other, and so are those of `clockings`. */
  interventionId: string;
  /** What it is about, for lists: the customer. */
  title: string;
  madeAt: EpochSeconds;
  /** It does not leave before: something that belongs to it is still looked for. */
  holdUntil?: EpochSeconds;
  /** The day on which the visit stood: its page is found by it. */
  date?: IsoDate;
  purpose?: 'activity' | 'closing';
  field?: string;
  fileName?: string;
  /** What the answers' codes are called, for showing two versions. */
  labels?: Record<string, string>;
  body: Record<string, unknown>;
}

/** Why it was not taken. */
export interface Refusal {
  status: number;
  code: string;
  reason?: string | undefined;
  field?: string | undefined;
  /** What the server has instead, where it told. */
  current?: unknown;
}

export interface Command extends NewCommand {
  /** Given by the store: the order in which they were made, and are sent. */
  order: number;
  state: CommandState;
  /** How often it was tried; counted before it leaves. */
  attempts: number;
  sentAt: EpochSeconds | null;
  /** What the server answered to one that was sent. */
  answer: unknown;
  refusal: Refusal | null;
}

/** What a file that is still on the phone is called in answers. */
export const onPhone = 'phone:';

/** The commands of files that this one names. */
export function filesNamed(value: unknown): string[] {
  if (typeof value === 'string') return value.startsWith(onPhone) ? [value.slice(onPhone.length)] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(filesNamed);
}

/** The same with the ids that files have on the server; one that was put aside goes. */
export function withFileIds(value: unknown, idOf: (key: string) => string | null): unknown {
  if (typeof value === 'string') return value.startsWith(onPhone) ? idOf(value.slice(onPhone.length)) : value;
  if (Array.isArray(value)) return value.map((one) => withFileIds(one, idOf)).filter((one) => one !== null);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withFileIds(one, idOf)]));
}

/** An id in the place of a file's that has none yet, for checking answers before they are sent. */
export function likeAnId(key: string): string {
  return key.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
