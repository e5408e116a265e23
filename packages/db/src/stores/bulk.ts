import type { Queries } from '../engine/database.ts';
import type { Tables } from '../schema/tables.ts';
import { doneStatuses } from './customer-index-rows.ts';
import { indexCustomers } from './customer-index.ts';

/** Of tables that lists of customers are worked out from: whose a row is. */
const customerOf: { [N in keyof Tables]?: (row: Tables[N]['$inferInsert']) => string | undefined } = {
  customer: (row) => row.id,
  address: (row) => row.customerId,
  customerTag: (row) => row.customerId,
  customerContact: (row) => row.customerId,
  // What is to be done still changes nothing: bookings need not wait for it.
  intervention: ({ status, customerId }) => (doneStatuses.includes(status) ? customerId : undefined),
};

/** Keeps a statement under SQLite's 32,766 parameters for the widest table. */
const rowsPerStatement = 500;

/**
 * Inserts rows as they are, in their order: the one way to insert into a table that asks for nothing more. Owner ids
 * are part of every row, and foreign keys hold them together. Customers they belong to are indexed.
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
  const owner = customerOf[table];
  if (!owner) return;
  const owners = rows.map(owner).filter((id) => id !== undefined);
  if (owners.length > 0) await indexCustomers(tx, owners);
}
