/** `@itinera/planner/check`: the independent verifier, without the search. */
export { checkDay } from './check-day.ts';
export { newViolations, violationCodes } from './violation.ts';
export type { Violation, ViolationCode } from './violation.ts';
