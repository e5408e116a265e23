import type { Queries } from './database.ts';

const noted = new WeakMap<Queries, Set<() => Promise<void>>>();

/**
 * Does `work` when everything else of the write is done, before it is committed: what follows from several changes
 * is then worked out once. False where no end is known (queries that are no write of their own): nothing was noted.
 */
export function beforeCommit(tx: Queries, work: () => Promise<void>): boolean {
  return noted.get(tx)?.add(work) !== undefined;
}

/** The work of a write, and then what it noted for its end. */
export async function finished<T>(tx: Queries, work: (tx: Queries) => Promise<T>): Promise<T> {
  noted.set(tx, new Set());
  const result = await work(tx);
  for (const last of noted.get(tx) ?? []) await last();
  return result;
}
