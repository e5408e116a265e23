import { addJobs, findActivityType, type Intervention, type Queries } from '@itinera/db';
import { reportOf } from '../catalogue/settings.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';

/** Which report a job makes: of this work, as it is after this step. */
export interface ReportJob {
  companyId: string;
  businessUnitId: string;
  interventionId: string;
  workStepId: string;
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
  const now = ctx.clock.now();
  const payload: ReportJob = { companyId, businessUnitId, interventionId, workStepId };
  const dedupeKey = `report:${workStepId}`;
  const id = ctx.ids.newId();
  await addJobs(tx, [
    { id, businessUnitId, kind: 'make-report', payload, runAt: now, dedupeKey, createdAt: now },
  ]);
}
