import { listTechniciansOfBusinessUnit, type Queries, type Technician } from '@itinera/db';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { readSeenToken } from './seen-stop.ts';

/** The technicians of the unit as whom somebody signs in. */
export async function techniciansOf(
  q: Queries,
  { businessUnitId }: Pick<BusinessUnitScope, 'businessUnitId'>,
  staffUserId: string,
): Promise<Technician[]> {
  const all = await listTechniciansOfBusinessUnit(q, businessUnitId);
  return all.filter((one) => one.staffUserId === staffUserId);
}

/** Whether the visit was this technician's when they were shown it, whatever became of it since. */
export async function wasTheirs(
  ctx: Pick<Context, 'keys'>,
  q: Queries,
  scope: BusinessUnitScope,
  { interventionId, seen }: { interventionId: string; seen: string },
): Promise<boolean> {
  const stop = readSeenToken(ctx, interventionId, seen);
  if (!stop) return false;
  const own = await techniciansOf(q, scope, scope.staffUserId);
  return own.some(({ id }) => id === stop.technicianId);
}
