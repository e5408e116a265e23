import { addJobs, findActivityType, type Intervention, type Queries } from '@itinera/db';
import { reportOf } from '../catalogue/settings.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';

/** Which report a job makes: of this work, as it is after this step. */
export interface ReportJob {
  companyId: string;
  businessUnitId: string;
  interventionId: string;
  /** Or of the request of staff. */
  workStepId: string;
  /** Staff asked for it: the same bytes are no new version. */
  again?: boolean;
}

/**
 * Has a worker make the report of work that a step closed or corrected, where its type has one made; in the transaction of the
 * step. One step has one report, however often this or the job is repeated.
 */
export async function queueReport(
  ctx: Context,
  tx: Queries,
  { companyId, businessUnitId }: BusinessUnitScope | SystemScope,
  { id: interventionId, activityTypeId }: Pick<Intervention, 'id' | 'activityTypeId'>,
  workStepId: string,
): Promise<void> {
  const type = await findActivityType(tx, businessUnitId, activityTypeId);
  if (!type || !reportOf(type).made) return;
  await addReportJob(ctx, tx, { companyId, businessUnitId }, { interventionId, workStepId });
}

/** Puts the job into the store, once for a step. */
export async function addReportJob(
  ctx: Context,
  tx: Queries,
  { companyId, businessUnitId }: Pick<ReportJob, 'companyId' | 'businessUnitId'>,
  of: Omit<ReportJob, 'companyId' | 'businessUnitId'>,
): Promise<void> {
  const now = ctx.clock.now();
  const payload: ReportJob = { companyId, businessUnitId, ...of };
  const dedupeKey = `report:${of.workStepId}`;
  const id = ctx.ids.newId();
  await addJobs(tx, [
    { id, businessUnitId, kind: 'make-report', payload, runAt: now, dedupeKey, createdAt: now },
  ]);
}
