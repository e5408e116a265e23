/**
 * Everything that can be wrong with a day:
 * - `early`, `late`: a service starts before or after its promise (`by` seconds);
 * - `arrival`: a planned start cannot be reached in time (`by` seconds too soon);
 * - `outside-working-time`, `outside-open`: the service is not inside one interval of it;
 * - `no-road`: the leg to the visit (`visit: null`: to the end place) has no road;
 * - `way-back`: working time ends before the end place is reached (`by` seconds missing);
 * - `visit-limit`, `work-limit`, `travel-limit`, `total-limit`: the day holds `by` visits or seconds too many.
 */
export const violationCodes = [
  'early',
  'late',
  'arrival',
  'outside-working-time',
  'outside-open',
  'no-road',
  'way-back',
  'visit-limit',
  'work-limit',
  'travel-limit',
  'total-limit',
] as const;

/** One of `violationCodes`: a closed union, callers may switch over it. */
export type ViolationCode = (typeof violationCodes)[number];

/** One thing wrong with a day. A visit has at most one of each code. */
export interface Violation {
  code: ViolationCode;
  /** The visit's id; null when it is the day's. */
  visit: string | null;
  /** How much, in the unit the code says; 0 where there is no measure. */
  by: number;
}

/**
 * The violations of `after` that `before` does not have, or has in a lesser degree: a late visit that gets
 * later counts. To judge a change that takes a visit out (a move), give as `before` the day without it.
 */
export function newViolations(before: Violation[], after: Violation[]): Violation[] {
  return after.filter((now) => !before.some((then) => identity(then) === identity(now) && then.by >= now.by));
}

/**
 * A service without room is one violation whichever bound it breaks: shifted inside its promise it may leave
 * opening hours where it left working time before.
 */
function identity(violation: Violation): string {
  const code = violation.code === 'outside-open' ? 'outside-working-time' : violation.code;
  return `${code} ${violation.visit ?? ''}`;
}
