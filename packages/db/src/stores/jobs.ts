import { and, asc, count, eq, inArray, lt, lte, or, sql } from 'drizzle-orm';
import { forUpdate } from '../engine/locks.ts';
import type { Queries } from '../engine/database.ts';
import type { Job, NewJob } from '../rows.ts';
import type { JobState } from '../schema/operations.ts';

/** Adds jobs and returns the ids of those added: one whose dedupe key is known already is left out. */
export async function addJobs(tx: Queries, jobs: readonly NewJob[]): Promise<string[]> {
  if (jobs.length === 0) return [];
  const { job } = tx.tables;
  const added = await tx
    .insert(job)
    .values([...jobs])
    .onConflictDoNothing({ target: job.dedupeKey })
    .returning({ id: job.id });
  return added.map(({ id }) => id);
}

/**
 * Leases up to `limit` due jobs of every unit to `owner` until `leaseUntil`: those waiting, and those whose lease ran
 * out. Counts the attempt. Two workers never hold the lease of one job at the same time. For the worker.
 */
export async function claimJobs(
  tx: Queries,
  {
    owner,
    now,
    leaseUntil,
    limit,
    kinds,
  }: { owner: string; now: number; leaseUntil: number; limit: number; kinds?: readonly string[] },
): Promise<Job[]> {
  const { job: t } = tx.tables;
  const due = await forUpdate(
    tx,
    tx
      .select({ id: t.id })
      .from(t)
      .where(
        and(
          or(
            and(eq(t.state, 'waiting'), lte(t.runAt, now)),
            and(eq(t.state, 'leased'), lte(t.leasedUntil, now)),
          ),
          kinds && inArray(t.kind, [...kinds]),
        ),
      )
      .orderBy(asc(t.runAt), asc(t.id))
      .limit(limit),
    { skipLocked: true },
  );
  if (due.length === 0) return [];
  const claimed = await tx
    .update(t)
    .set({ state: 'leased', leaseOwner: owner, leasedUntil: leaseUntil, attempts: sql`${t.attempts} + 1` })
    .where(
      inArray(
        t.id,
        due.map(({ id }) => id),
      ),
    )
    .returning();
  return claimed.sort((a, b) => a.runAt - b.runAt || (a.id < b.id ? -1 : 1));
}

/** How a leased job ended. `retry` sets it back to waiting until `runAt`; `again` too, with its attempts forgotten. */
export type JobEnd =
  | { state: 'done'; at: number }
  | { state: 'dead'; at: number; error: string }
  | { state: 'retry'; runAt: number; error: string }
  | { state: 'again'; runAt: number };

/** Ends a lease; false when `owner` does not hold it any more (it ran out and another took it). */
export async function endJob(tx: Queries, id: string, owner: string, end: JobEnd): Promise<boolean> {
  const { job: t } = tx.tables;
  const ended = await tx
    .update(t)
    .set({ leaseOwner: null, leasedUntil: null, ...changesOf(end) })
    .where(and(eq(t.id, id), eq(t.state, 'leased'), eq(t.leaseOwner, owner)))
    .returning({ id: t.id });
  return ended.length === 1;
}

/** Keeps a leased job for longer; false when `owner` does not hold it any more. */
export async function renewLease(
  tx: Queries,
  id: string,
  owner: string,
  leaseUntil: number,
): Promise<boolean> {
  const { job: t } = tx.tables;
  const kept = await tx
    .update(t)
    .set({ leasedUntil: leaseUntil })
    .where(and(eq(t.id, id), eq(t.state, 'leased'), eq(t.leaseOwner, owner)))
    .returning({ id: t.id });
  return kept.length === 1;
}

function changesOf(end: JobEnd): Partial<NewJob> {
  switch (end.state) {
    case 'done':
      return { state: 'done', finishedAt: end.at };
    case 'dead':
      return { state: 'dead', finishedAt: end.at, lastError: end.error };
    case 'retry':
      return { state: 'waiting', runAt: end.runAt, lastError: end.error };
    case 'again':
      return { state: 'waiting', runAt: end.runAt, lastError: null, attempts: 0 };
  }
}

/** How many jobs there are in each state, and the due time of the oldest that waits. */
export async function countJobs(
  q: Queries,
): Promise<{ counts: Record<JobState, number>; oldestDue: number | null }> {
  const { job: t } = q.tables;
  const rows = await q.select({ state: t.state, total: count() }).from(t).groupBy(t.state);
  const [oldest] = await q
    .select({ runAt: t.runAt })
    .from(t)
    .where(eq(t.state, 'waiting'))
    .orderBy(asc(t.runAt))
    .limit(1);
  const counts: Record<JobState, number> = { waiting: 0, leased: 0, done: 0, dead: 0 };
  for (const { state, total } of rows) counts[state] = total;
  return { counts, oldestDue: oldest?.runAt ?? null };
}

/** Forgets jobs done before `before`; dead ones stay until somebody looks at them. For the worker. */
export async function deleteDoneJobs(tx: Queries, before: number): Promise<void> {
  const { job: t } = tx.tables;
  await tx.delete(t).where(and(eq(t.state, 'done'), lt(t.finishedAt, before)));
}
