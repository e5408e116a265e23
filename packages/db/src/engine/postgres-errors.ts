import { DbError } from './errors.ts';

interface ServerError {
  code: string;
  message: string;
  table?: string;
  constraint?: string;
}

const unreachable = /^(ECONN|ENOTFOUND|EPIPE|ETIMEDOUT|EAI_AGAIN|ENOENT|EACCES|EHOSTUNREACH|ENETUNREACH)/;

/** A `DbError` for whatever node-postgres threw; other errors are handed back as they are. */
export function mapPostgresError(error: unknown): unknown {
  if (error instanceof DbError || !(error instanceof Error)) return error;
  const { code, message, table, constraint } = error as Error & Partial<ServerError>;
  if (code === undefined) {
    const gone =
      /Connection terminated|timeout (exceeded )?when trying to connect|Client has encountered|not queryable/;
    return gone.test(message)
      ? new DbError('unavailable', `The database does not answer: ${message}`)
      : error;
  }
  if (unreachable.test(code)) return new DbError('unavailable', `The database cannot be reached: ${code}`);
  if (!/^[0-9A-Z]{5}$/.test(code)) return error;
  switch (code) {
    case '23505':
      return new DbError('unique-violation', message, primaryKeyName(table, constraint));
    case '23503':
      return new DbError(
        'foreign-key',
        'A row refers to one that is not there, or not of the same owner',
        constraint,
      );
    case '23514':
      return new DbError('check', message, constraint);
    case '23502':
      return new DbError('not-null', message);
    case '23P01':
      return new DbError('overlap', "belt: this technician's time is taken", constraint);
    case '40001':
    case '40P01':
      return new DbError('serialization', message);
    case '55P03':
    case '57014':
      return new DbError('busy', message);
    case '53100':
      return new DbError('full', 'The disk is full: nothing was written');
    case '22P02':
    case '22P05':
    case '22021':
    case '22003':
    case '22007':
    case '22008':
      return new DbError('invalid-value', `The database cannot hold such a value (${code})`);
  }
  if (/^(08|28|3D|53|57P|58)/.test(code)) return new DbError('unavailable', `${message} (${code})`);
  return new DbError('failed', `${message} (${code})`);
}

function primaryKeyName(table: string | undefined, constraint: string | undefined): string | undefined {
  return constraint !== undefined && /_pk(ey)?$/.test(constraint) ? `${table}_pk` : constraint;
}
