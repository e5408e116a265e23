import { findAccess, findBusinessUnit, listPortalActions, type Queries } from '@itinera/db';
import type { AccessScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound } from '../shared/ids.ts';
import { actionVerdict, isShown } from '../shared/portal-actions.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { loadVisit, type PlannedVisit } from './planned-visit.ts';
import type { SlotRequest } from './types.ts';
import { loadWish, type Wish } from './wish.ts';

/** A wish, and the visit that moves if it is for moving one. */
export interface WishToPlace {
  wish: Wish;
  moves: PlannedVisit | null;
}

/**
 * What a customer asks for, held to every layer of the portal: portal and access on, customer active, type shown,
 * the action (book, or reschedule for an existing visit) configured and its rules satisfied now. Staff's limits hold
 * as well; the portal only narrows them (CAD-AC-10).
 * @throws ItineraError `not-found` for what is not this customer's or not in the portal; `not-allowed` with the
 *   verdict's reason; `invalid` when the request speaks of another type or address than the visit that moves.
 */
export async function loadPortalWish(
  q: Queries,
  scope: AccessScope,
  request: Pick<SlotRequest, 'activityTypeId' | 'addressId' | 'interventionId'>,
  now: EpochSeconds,
): Promise<WishToPlace> {
  const { companyId, businessUnitId } = scope;
  const wish = await loadWish(q, scope, request);
  const moves =
    request.interventionId === undefined
      ? null
      : await loadVisit(q, businessUnitId, request.interventionId, scope.customerIds);
  if (moves) requireSame(moves, wish);
  const unit = await findBusinessUnit(q, companyId, businessUnitId);
  const access = await findAccess(q, businessUnitId, scope.accessId);
  const kind = moves ? 'reschedule' : 'book';
  const actions = await listPortalActions(q, businessUnitId, wish.type.id);
  const action = actions.find((configured) => configured.kind === kind) ?? null;
  const verdict = actionVerdict(kind, {
    now,
    shown: isShown({
      portal: unit,
      access,
      customer: wish.customer,
      type: wish.type,
      ...(moves && { status: moves.intervention.status }),
    }),
    action,
    visit: moves && {
      status: moves.intervention.status,
      promiseStart: moves.stops.length === 0 ? null : moves.part.promiseStart,
      rescheduleCount: moves.intervention.rescheduleCount,
      maximumReschedules: wish.type.maximumReschedules,
    },
  });
  if (!verdict.available && kind === 'book') throw notFound('activityTypeId');
  if (!verdict.available)
    throw new ItineraError('not-allowed', `This visit cannot be moved now: ${verdict.reason}`, {
      field: 'interventionId',
      reason: verdict.reason,
    });
  return {
    wish: {
      ...wish,
      notice: Math.max(wish.notice, action?.minimumNotice ?? 0),
      minimumRelevance: wish.type.minimumRelevance,
    },
    moves,
  };
}

/** A move keeps what is done and where. */
export function requireSame({ intervention }: PlannedVisit, { type, address }: Wish): void {
  if (intervention.activityTypeId !== type.id) throw differs('activityTypeId');
  if (intervention.addressId !== address.id) throw differs('addressId');
}

function differs(field: string): ItineraError {
  return new ItineraError('invalid', `${field} must be the one of the visit that moves`, { field });
}
