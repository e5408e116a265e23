/** Every reason for which the planner refuses an input. A closed union: callers may switch over it. */
export type PlannerErrorCode =
  | 'not-a-number'
  | 'not-an-integer'
  | 'out-of-range'
  | 'coordinates'
  | 'unordered'
  | 'overlapping'
  | 'length'
  | 'duplicate'
  | 'unknown-zone'
  | 'unknown-id'
  | 'invalid'
  | 'travel-times';

/**
 * A query, a provider's answer or an option that the planner will not take.
 * `field` is the path from the argument (`technicians[3].days[0].working[1]`); the message names the field,
 * the relation that fails and, where it is not plain, the remedy.
 */
export class PlannerError extends Error {
  override readonly name = 'PlannerError';
  readonly code: PlannerErrorCode;
  readonly field: string;

  constructor(code: PlannerErrorCode, field: string, relation: string) {
    super(`${field} ${relation}`);
    this.code = code;
    this.field = field;
  }
}
