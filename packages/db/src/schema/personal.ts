import { getTableColumns, getTableName } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Tables } from './tables.ts';

const marked = new WeakSet<object>();

/** Marks a column as holding personal data, so that erasure and export find it (`personalColumns`). */
export function personal<B extends object>(builder: B): B {
  marked.add((builder as unknown as { config: object }).config);
  return builder;
}

/** Every marked column as `table.column`, sorted. */
export function personalColumns(tables: Tables): string[] {
  const found: string[] = [];
  for (const table of Object.values(tables)) {
    for (const column of Object.values<SQLiteColumn>(getTableColumns(table))) {
      const { config } = column as unknown as { config: object };
      if (marked.has(config)) found.push(`${getTableName(table)}.${column.name}`);
    }
  }
  return found.sort();
}
