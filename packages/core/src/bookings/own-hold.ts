import {
  eventsOfSubject,
  findHold,
  listAssignmentsOf,
  type Assignment,
  type Hold,
  type Queries,
} from '@itinera/db';
import { loadVisit } from '../availability/planned-visit.ts';
import type { AccessScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';

/** One's own hold, live or expired. */
export interface OwnHold {
  hold: Hold;
  /** The stops that keep its room. */
  stops: Assignment[];
  /** Days that change with it: its stops', or the one it closes (a move within the visit's own day). */
  days: { technicianId: string; date: string }[];
}

/**
 * @throws ItineraError `gone` when it was one's own and is confirmed or released (`details.interventionId` of what it
 *   became), `not-found` for anybody else's or none.
 */
export async function loadOwnHold(q: Queries, scope: AccessScope, holdId: string): Promise<OwnHold> {
  requireIds({ holdId });
  const hold = await findHold(q, scope.businessUnitId, holdId);
  if (!hold || hold.accessId !== scope.accessId) throw await whatBecameOf(q, scope, holdId);
  const stops = await listAssignmentsOf(q, scope.businessUnitId, { holdId });
  if (stops.length > 0 || hold.interventionId === null) return { hold, stops, days: stops };
  const visit = await loadVisit(q, scope.businessUnitId, hold.interventionId);
  return { hold, stops, days: visit.stops };
}

async function whatBecameOf(q: Queries, scope: AccessScope, holdId: string): Promise<ItineraError> {
  const events = await eventsOfSubject(q, scope.businessUnitId, { type: 'hold', id: holdId });
  const own = events.filter((event) => event.actorType === 'access' && event.actorId === scope.accessId);
  const end = own.find(({ kind }) => kind === 'hold.confirmed' || kind === 'hold.released');
  if (!end) return notFound('holdId');
  return new ItineraError('gone', 'This slot is no longer held', {
    field: 'holdId',
    reason: end.kind === 'hold.confirmed' ? 'confirmed' : 'released',
    details: typeof end.data === 'object' && !Array.isArray(end.data) ? { ...end.data } : {},
  });
}

/** @throws ItineraError `gone`, reason `expired`. */
export function requireLive({ hold }: OwnHold, now: number): void {
  if (hold.expiresAt <= now)
    throw new ItineraError('gone', 'The time to decide is over: choose again', {
      field: 'holdId',
      reason: 'expired',
    });
}
