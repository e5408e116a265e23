import { and, asc, eq, or } from 'drizzle-orm';
import type { Queries, TechnicianDay } from './database.ts';
import { addMissingDays, sortedDays } from './technician-days.ts';

/** PostgreSQL's row locks, which the kit's type (SQLite's) does not know. */
interface Lockable<T> {
  for(strength: 'update', config?: { skipLocked: boolean }): T;
}

/** `FOR UPDATE` on a select, on PostgreSQL; on SQLite the select as it is (the write holds the whole store). */
export function forUpdate<T>(q: Queries, select: T, config?: { skipLocked: boolean }): T {
  return q.engine === 'postgres' ? (select as unknown as Lockable<T>).for('update', config) : select;
}

/** Inserts missing rows and locks all of them, both in one order, so that no two writes wait for each other. */
export async function lockPostgresDays(tx: Queries, days: readonly TechnicianDay[]): Promise<void> {
  if (days.length === 0) return;
  await addMissingDays(tx, days);
  const { technicianDay } = tx.tables;
  await forUpdate(
    tx,
    tx
      .select({ date: technicianDay.date })
      .from(technicianDay)
      .where(
        or(
          ...sortedDays(days).map((day) =>
            and(eq(technicianDay.technicianId, day.technicianId), eq(technicianDay.date, day.date)),
          ),
        ),
      )
      .orderBy(asc(technicianDay.technicianId), asc(technicianDay.date)),
  );
}
