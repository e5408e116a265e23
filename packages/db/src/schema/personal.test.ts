import { getTableColumns, getTableName } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import { expect, test } from 'vitest';
import { personalColumns } from './personal.ts';
import { postgresTables, sqliteTables } from './tables.ts';

test('columns with personal data are listed alike for both engines', () => {
  const columns = personalColumns(sqliteTables);
  expect(personalColumns(postgresTables)).toEqual(columns);
  expect(columns).toEqual(
    expect.arrayContaining(['access.email', 'address.line1', 'customer.name', 'event.data', 'message.text']),
  );
  expect(columns).not.toContain('customer.id');
});

test('every column whose name tells of a person is marked', () => {
  const marked = new Set(personalColumns(sqliteTables));
  const telling = /^(email|phone|identifier|recipient|notes|access_notes|contact_.*|line\d|comment)$/;
  const missing = Object.values(sqliteTables)
    .flatMap((table) =>
      Object.values<SQLiteColumn>(getTableColumns(table))
        .filter((column) => telling.test(column.name))
        .map((column) => `${getTableName(table)}.${column.name}`),
    )
    .filter((column) => !marked.has(column));
  expect(missing).toEqual([]);
});
