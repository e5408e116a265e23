import { and, asc, eq, max } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { Report, StoredFile } from '../rows.ts';
import type { MessageState } from '../schema/operations.ts';

/** A version of a report with the file that it is. */
export interface KeptReport {
  report: Report;
  file: StoredFile;
  /** Of the mail that brings it to the customer; null: there is none. */
  mail: { state: MessageState; sentAt: number | null } | null;
}

/** Reports of an intervention whose files are there, the first version first. */
export async function listReports(
  q: Queries,
  businessUnitId: string,
  interventionId: string,
): Promise<KeptReport[]> {
  const { report: t, file: f, message: m } = q.tables;
  return q
    .select({ report: t, file: f, mail: { state: m.state, sentAt: m.sentAt } })
    .from(t)
    .innerJoin(f, and(eq(f.businessUnitId, t.businessUnitId), eq(f.id, t.fileId)))
    .leftJoin(m, and(eq(m.businessUnitId, t.businessUnitId), eq(m.id, t.messageId)))
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.interventionId, interventionId)))
    .orderBy(asc(t.version));
}

/** What was made after a step, whether its file is there or not. */
export async function findReportOfStep(
  q: Queries,
  businessUnitId: string,
  workStepId: string,
): Promise<Report | undefined> {
  const { report: t } = q.tables;
  const [row] = await q
    .select()
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.workStepId, workStepId)));
  return row;
}

/** What became of sending a version to the customer. */
export async function updateReportMail(
  tx: Queries,
  businessUnitId: string,
  id: string,
  mail: Pick<Report, 'messageId' | 'unreached'>,
): Promise<void> {
  const { report: t } = tx.tables;
  await tx
    .update(t)
    .set(mail)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id)));
}

/** Of the version, if any, that a mail was to bring: it could not. */
export async function markUnreached(tx: Queries, businessUnitId: string, messageId: string): Promise<void> {
  const { report: t } = tx.tables;
  await tx
    .update(t)
    .set({ unreached: true })
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.messageId, messageId)));
}

/** The number of the next version; the files of former ones may be gone. */
export async function nextReportVersion(
  q: Queries,
  businessUnitId: string,
  interventionId: string,
): Promise<number> {
  const { report: t } = q.tables;
  const [row] = await q
    .select({ last: max(t.version) })
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.interventionId, interventionId)));
  return (row?.last ?? 0) + 1;
}
