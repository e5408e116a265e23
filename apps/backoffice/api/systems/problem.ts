import { isoInstant, type ItineraErrorCode, type ReducedSlot } from '@itinera/core';
import type { Problem } from '../errors.ts';

/** What to do about it, for whoever writes the other system. */
const remedies: Readonly<Record<ItineraErrorCode | 'failed', string>> = {
  invalid: 'Correct the field that is named, as detail says, and send the request again.',
  unauthenticated: 'Send a key that is neither revoked nor expired as Authorization: Bearer <key>.',
  'not-allowed': 'Ask for what the reason names to be allowed, or ask for something else.',
  'not-found': 'Use an id that this key was given; what it may not see is not found either.',
  stale: 'Look at current, and send the change again with its revision.',
  gone: 'Ask for new slots and choose again.',
  'key-reused': 'Give every command its own Idempotency-Key; repeat one only with the very same request.',
  'too-many': 'Wait until retryAt (Retry-After in seconds) and send the request again.',
  unavailable: 'Nothing was done: send the same request again, with the same Idempotency-Key.',
  failed: 'Tell the company the errorId.',
};

/** A refusal as RFC 9457 has it, for other systems. */
export interface SystemProblem {
  type: 'about:blank';
  title: string;
  status: number;
  code: string;
  detail: string;
  remedy: string;
  field?: string | undefined;
  reason?: string | undefined;
  /** In our log too. */
  errorId: string;
  retryAt?: string | undefined;
  current?: unknown;
}

const titles: Readonly<Record<ItineraErrorCode | 'failed', string>> = {
  invalid: 'Invalid request',
  unauthenticated: 'No good key',
  'not-allowed': 'Not allowed',
  'not-found': 'Not found',
  stale: 'Changed meanwhile',
  gone: 'No longer there',
  'key-reused': 'Idempotency key used before',
  'too-many': 'Too many requests',
  unavailable: 'Not available now',
  failed: 'Failed',
};

export function systemProblem(
  { code, message, field, reason, errorId, retryAt, current }: Problem,
  status: number,
): SystemProblem {
  return {
    type: 'about:blank',
    title: titles[code],
    status,
    code,
    detail: message,
    remedy: remedies[code],
    field,
    reason,
    errorId,
    retryAt: retryAt === undefined ? undefined : isoInstant(retryAt, 'UTC'),
    current,
  };
}

/** Of a slot that somebody else took: with the nearest that can be kept. */
export function takenProblem(slots: readonly ReducedSlot[], errorId: string) {
  const problem = {
    code: 'not-allowed',
    message: 'The slot is no longer there.',
    reason: 'taken',
    errorId,
  } as const;
  return {
    ...systemProblem(problem, 409),
    title: 'Slot taken',
    remedy: 'Choose one of slots, or ask for slots again.',
    slots: slots.map(({ start, end, relevanceClass }) => ({
      start: isoInstant(start, 'UTC'),
      end: isoInstant(end, 'UTC'),
      relevanceClass,
    })),
  };
}
