import { listInterventionEvents, type Queries } from '@itinera/db';
import type { AskedReport } from './types.ts';

const states: Readonly<Record<string, AskedReport>> = {
  'intervention.report-asked': 'waiting',
  'intervention.report-made': 'made',
  'intervention.report-unchanged': 'unchanged',
  'intervention.report-failed': 'failed',
};

/** What became of a report that staff asked for; null: nobody ever did, and none was made. */
export async function askedState(
  q: Queries,
  businessUnitId: string,
  interventionId: string,
): Promise<AskedReport | null> {
  const kinds = [...Object.keys(states), 'intervention.reopened'];
  const [last] = await listInterventionEvents(q, businessUnitId, { interventionId, kinds, limit: 1 });
  return (last && states[last.event.kind]) ?? null;
}
