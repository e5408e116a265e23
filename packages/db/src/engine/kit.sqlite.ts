import {
  blob,
  check,
  foreignKey,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';

/**
 * The column kit of SQLite, whose type is the type of every kit: tables are written once as functions of it.
 *
 * `id` is a lower-case UUID, `instant` whole epoch seconds, `json` a value that survives JSON, `int` at most 2^31-1.
 */
export const sqliteKit = {
  table: sqliteTable,
  id: (name: string) => text(name),
  /** A number the engine gives each row, for good; the primary key. */
  rowNumber: (name: string) => integer(name).primaryKey(),
  text: (name: string) => text(name),
  int: (name: string) => integer(name),
  bool: (name: string) => integer(name, { mode: 'boolean' }),
  real: (name: string) => real(name),
  instant: (name: string) => integer(name),
  json: <T>(name: string) => text(name, { mode: 'json' }).$type<T>(),
  bytes: (name: string) => blob(name, { mode: 'buffer' }),
  index,
  unique,
  uniqueIndex,
  foreignKey,
  primaryKey,
  check,
};

export type Kit = typeof sqliteKit;
