import { or, sql, type SQL } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Queries } from '../engine/database.ts';

/** Which rows of a list to return. */
export interface Page {
  limit: number;
  offset: number;
}

/** One page of a list, and how many rows there are in all. */
export interface Paged<T> {
  rows: T[];
  total: number;
}

/**
 * A column in lower case, of every alphabet: PostgreSQL by ICU's rules, whatever the database's own locale; SQLite
 * by the function the engine puts in place of its own, which knows ASCII only.
 */
export function folded(q: Queries, column: SQLiteColumn | SQL): SQL {
  return q.engine === 'postgres' ? sql`lower((${column}) COLLATE "und-x-icu")` : sql`lower(${column})`;
}

/** Any of the columns contains the text, letter case aside; nothing to search for: no condition. */
export function contains(
  q: Queries,
  columns: (SQLiteColumn | SQL)[],
  text: string | undefined,
): SQL | undefined {
  const wanted = text?.trim().toLowerCase();
  if (!wanted) return undefined;
  const pattern = `%${wanted.replace(/[\\%_]/g, '\\$&')}%`;
  return or(...columns.map((column) => sql`${folded(q, column)} LIKE ${pattern} ESCAPE '\\'`));
}
