import type { TravelTable } from './types.ts';

/**
 * Why travel times could not be had. A closed union: callers may switch over it.
 * The first group is what OSRM itself says; the second what happens on the way to it or is wrong with its
 * answer; the third is of the other providers.
 */
export type TravelErrorCode =
  | 'too-big'
  | 'no-route'
  | 'no-table'
  | 'no-segment'
  | 'invalid-query'
  | 'invalid-options'
  | 'invalid-url'
  | 'invalid-value'
  | 'invalid-service'
  | 'invalid-version'
  | 'unreachable'
  | 'timeout'
  | 'redirect'
  | 'rate-limited'
  | 'http-status'
  | 'bad-answer'
  | 'implausible'
  | 'far-from-road'
  | 'unknown-place'
  | 'unavailable';

/** What is known although the whole could not be had: `missing[i]` is 1 where the table says nothing. */
export interface PartialTravel {
  table: TravelTable;
  missing: Uint8Array;
}

/**
 * A provider's failure. `partial`, when there, holds the cells that are known all the same (it may be none), in
 * the shape of the question, so that a fallback need answer only the others. With 'far-from-road' and
 * 'unknown-place' it is always there: the places are at fault, and asking for others may well succeed.
 */
export class TravelError extends Error {
  override readonly name = 'TravelError';
  readonly code: TravelErrorCode;
  readonly partial: PartialTravel | undefined;

  constructor(
    code: TravelErrorCode,
    message: string,
    more: { partial?: PartialTravel | undefined; cause?: unknown } = {},
  ) {
    super(message, 'cause' in more ? { cause: more.cause } : undefined);
    this.code = code;
    this.partial = more.partial;
  }
}
