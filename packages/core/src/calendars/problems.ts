/** Why a calendar is not read. Each application has words for each. */
export const calendarProblems = [
  'address', // it is no address that is asked
  'forbidden', // it leads into somebody's own network
  'unresolved', // there is no such host
  'unreachable', // nobody answers
  'timeout',
  'redirects',
  'encoding',
  'refused', // name, password or grant are not taken
  'missing', // there is nothing (any more) at this address
  'server', // the other side says that it cannot
  'too-large',
  'not-a-calendar',
  'broken', // `line`: where it cannot be read
  'line-too-long',
  'nested', // parts within parts within parts
  'too-many', // events, or dates of one event
  'never-ends', // an event that recurs too often to be followed
  'stalls', // it could not be read in time
] as const;
export type CalendarProblemCode = (typeof calendarProblems)[number];

/** Why a calendar was not read, and where in it. */
export interface CalendarProblem {
  code: CalendarProblemCode;
  /** Counted from 1. */
  line: number | null;
}

/** Thrown by what reads a calendar; no word of the calendar stands in it. */
export class CalendarError extends Error {
  override readonly name = 'CalendarError';
  readonly problem: CalendarProblem;

  constructor(code: CalendarProblemCode, line: number | null = null, cause?: unknown) {
    super(line === null ? code : `${code} at line ${line}`, { cause });
    this.problem = { code, line };
  }
}
