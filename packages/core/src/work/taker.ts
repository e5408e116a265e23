import type { Queries } from '@itinera/db';
import type { PlannedVisit } from '../availability/planned-visit.ts';
import type { Context } from '../context.ts';
import { readSeenToken, type SeenStop } from '../interventions/seen-stop.ts';
import { techniciansOf } from '../interventions/was-theirs.ts';
import { may } from '../rights.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { notFound } from '../shared/ids.ts';
import type { LateReason } from '../shared/work.ts';

/** Who says something of a visit, as what. */
export interface Taker {
  supervises: boolean;
  /** What they were shown of it; null: that it is not planned. */
  seen: SeenStop | null;
  /** What happened to the visit since; null: nothing. */
  meanwhile: LateReason | null;
}

/**
 * Technicians say something of their own visits, and of what was theirs when they were shown it; supervisors and the system
 * of every one.
 * @throws ItineraError `not-found`: never theirs.
 */
export async function takerOf(
  ctx: Context,
  q: Queries,
  scope: BusinessUnitScope | SystemScope,
  visit: PlannedVisit,
  token: string | null,
): Promise<Taker> {
  const seen = token === null ? null : readSeenToken(ctx, visit.intervention.id, token);
  // A key names the revision that it was shown instead, and looks itself.
  if (scope.kind === 'system') return { supervises: true, seen, meanwhile: null };
  if (may(scope, 'supervise-work')) {
    const seenNow = visit.stops.length === 0 ? seen === null : isThere(visit, seen);
    return { supervises: true, seen, meanwhile: seenNow ? null : 'moved' };
  }
  const own = await ownTechnicianIds(q, scope);
  const isOwn = visit.stops.some(({ technicianId }) => own.includes(technicianId));
  const wasOwn = seen !== null && own.includes(seen.technicianId);
  if (!isOwn && !wasOwn) throw notFound('interventionId');
  return { supervises: false, seen, meanwhile: whatHappened(visit, seen, isOwn) };
}

/** Whether a visit is the asking technician's now. */
export async function isOwnVisit(
  q: Queries,
  scope: BusinessUnitScope,
  { stops }: PlannedVisit,
): Promise<boolean> {
  const own = await ownTechnicianIds(q, scope);
  return stops.some(({ technicianId }) => own.includes(technicianId));
}

async function ownTechnicianIds(q: Queries, scope: BusinessUnitScope): Promise<string[]> {
  return (await techniciansOf(q, scope, scope.staffUserId)).map(({ id }) => id);
}

function whatHappened(visit: PlannedVisit, seen: SeenStop | null, isOwn: boolean): LateReason | null {
  const { status } = visit.intervention;
  if (status === 'canceled') return 'canceled';
  if (status === 'terminated' || status === 'intermediate') return 'closed';
  if (visit.stops.length === 0) return 'not-planned';
  if (!isOwn) return 'reassigned';
  return isThere(visit, seen) ? null : 'moved';
}

function isThere({ stops }: PlannedVisit, seen: SeenStop | null): boolean {
  return seen !== null && stops.some(({ id }) => id === seen.stopId);
}
