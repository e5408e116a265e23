import type { Queries } from '../engine/database.ts';
import type { Tables } from '../schema/tables.ts';

/** Keeps a statement under SQLite's 32,766 parameters for the widest table. */
const rowsPerStatement = 500;

/**
 * Inserts rows as they are, in their order: the one way to insert into a table that asks for nothing more. Owner ids
 * are part of every row, and foreign keys hold them together.
 * Errors: `unique-violation`, `foreign-key`, `check`, `overlap` (assignments).
 */
export async function insertRows<N extends keyof Tables>(
  tx: Queries,
  table: N,
  rows: readonly Tables[N]['$inferInsert'][],
): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    await tx.insert(tx.tables[table]).values(rows.slice(start, start + rowsPerStatement));
  }
}
