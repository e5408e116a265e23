import Sqlite from 'better-sqlite3';
import { getTableConfig } from 'drizzle-orm/sqlite-core';
import type { Tables } from '../schema/tables.ts';
import { DbError } from './errors.ts';

/** `customer.business_unit_id, customer.reference` (as SQLite reports a conflict) -> the constraint's name. */
type ConstraintNames = Map<string, string>;

/** Names of the unique constraints and primary keys by their columns: SQLite reports only the columns. */
function constraintNames(tables: Tables): ConstraintNames {
  const names: ConstraintNames = new Map();
  for (const table of Object.values(tables)) {
    const config = getTableConfig(table);
    const add = (name: string, columns: readonly unknown[]): void => {
      const key = columns.map((column) => `${config.name}.${(column as { name: string }).name}`).join(', ');
      names.set(key, name);
    };
    for (const constraint of config.uniqueConstraints) {
      if (constraint.name) add(constraint.name, constraint.columns);
    }
    for (const { config: index } of config.indexes) if (index.unique) add(index.name, index.columns);
    for (const key of config.primaryKeys) add(`${config.name}_pk`, key.columns);
    for (const column of config.columns) if (column.primary) add(`${config.name}_pk`, [column]);
  }
  return names;
}

/** A `DbError` for whatever better-sqlite3 threw; other errors are handed back as they are. */
export function mapSqliteError(error: unknown, tables: Tables): unknown {
  if (!(error instanceof Sqlite.SqliteError)) return error;
  const { code, message } = error;
  const detail = message.slice(message.indexOf(': ') + 2);
  switch (code) {
    case 'SQLITE_CONSTRAINT_UNIQUE':
    case 'SQLITE_CONSTRAINT_PRIMARYKEY':
      return new DbError('unique-violation', message, constraintNames(tables).get(detail) ?? detail);
    case 'SQLITE_CONSTRAINT_FOREIGNKEY':
      return new DbError('foreign-key', 'A row refers to one that is not there, or not of the same owner');
    case 'SQLITE_CONSTRAINT_CHECK':
      return new DbError('check', message, detail);
    case 'SQLITE_CONSTRAINT_NOTNULL':
      return new DbError('not-null', message);
    case 'SQLITE_CONSTRAINT_TRIGGER':
      return new DbError(message.startsWith('belt') ? 'overlap' : 'failed', message);
    case 'SQLITE_FULL':
      return new DbError('full', 'The disk is full: nothing was written');
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new DbError('busy', 'Another process is writing to the store');
  }
  if (/^SQLITE_(CANTOPEN|IOERR|READONLY|NOTADB|CORRUPT|PERM)/.test(code)) {
    return new DbError('unavailable', `The store's file cannot be used: ${message} (${code})`);
  }
  return new DbError('failed', `${message} (${code})`);
}
