import { findActivityType, findIntervention, type Queries } from '@itinera/db';
import { listReports, type KeptReport } from '@itinera/db/work';
import { reportOf } from '../catalogue/settings.ts';

/**
 * The report of an intervention that customers who see it have: its last version, where its type shows reports in the portal and
 * the work is closed. undefined: none, for their eyes.
 */
export async function portalReport(
  q: Queries,
  businessUnitId: string,
  interventionId: string,
): Promise<KeptReport | undefined> {
  const visit = await findIntervention(q, businessUnitId, interventionId);
  const type = visit && (await findActivityType(q, businessUnitId, visit.activityTypeId));
  if (visit?.status !== 'terminated' || !type || !reportOf(type).portal) return undefined;
  return (await listReports(q, businessUnitId, interventionId)).at(-1);
}
