import {
  listAssignmentsOf,
  listLiveHoldsOfAccess,
  type Assignment,
  type Hold,
  type Queries,
} from '@itinera/db';
import type { AccessScope } from '../scopes.ts';
import type { EpochSeconds } from '../shared/units.ts';
import type { TakenOut } from './load-problem.ts';
import type { PlannedVisit } from './planned-visit.ts';

/** A live hold with the stops it keeps; a move within its own day keeps none. */
export interface HeldSlot {
  hold: Hold;
  stops: Assignment[];
}

export async function loadHeldSlots(q: Queries, scope: AccessScope, now: EpochSeconds): Promise<HeldSlot[]> {
  const holds = await listLiveHoldsOfAccess(q, scope.businessUnitId, scope.accessId, now);
  const slots: HeldSlot[] = [];
  for (const hold of holds)
    slots.push({ hold, stops: await listAssignmentsOf(q, scope.businessUnitId, { holdId: hold.id }) });
  return slots;
}

/** Whether choosing anew gives this hold up: it is the one named, or it is for the same move. */
export function isReplaced(
  { hold }: HeldSlot,
  request: { holdId?: string | undefined; interventionId?: string | undefined },
): boolean {
  return (
    hold.id === request.holdId ||
    (request.interventionId !== undefined && hold.interventionId === request.interventionId)
  );
}

/** The visit that moves and the holds given up do not stand in the way. */
export function takenOut(moves: PlannedVisit | null, holds: readonly HeldSlot[]): TakenOut {
  const stops = [...(moves?.stops ?? []), ...holds.flatMap((held) => held.stops)];
  return {
    assignmentIds: new Set(stops.map(({ id }) => id)),
    holdIds: new Set(holds.map(({ hold }) => hold.id)),
  };
}
