/**
 * Why the store refused. `unique-violation` names the constraint; `overlap` is the belt over a technician's time;
 * `full` the disk; `unavailable` no connection or no file; `busy` a lock not had in time; `serialization` retried
 * in vain; `invalid-value` text the engine cannot hold; `failed` anything else, which is a fault of ours.
 */
export type DbErrorCode =
  | 'unique-violation'
  | 'foreign-key'
  | 'check'
  | 'not-null'
  | 'overlap'
  | 'busy'
  | 'full'
  | 'unavailable'
  | 'serialization'
  | 'invalid-value'
  | 'nested-write'
  | 'closed'
  | 'refused'
  | 'failed';

/**
 * The only error the store throws. It carries no values of the failed statement: those may be personal data, and
 * errors are logged.
 */
export class DbError extends Error {
  override readonly name = 'DbError';
  readonly code: DbErrorCode;
  /** The name in the schema of the unique constraint, primary key (`<table>_pk`) or check, where the engine tells. */
  readonly constraint: string | undefined;

  constructor(code: DbErrorCode, message: string, constraint?: string) {
    super(message);
    this.code = code;
    this.constraint = constraint;
  }
}

/** For a write in which a statement failed and whose code went on: nothing of it can be kept. */
export function passedOver(): DbError {
  return new DbError('failed', 'A statement of this write failed and was passed over');
}
