import {
  findAccess,
  findBusinessUnit,
  listPortalActions,
  type PortalAction,
  type Queries,
} from '@itinera/db';
import { loadActionBackground } from '../catalogue/action-background.ts';
import { narrowed } from '../catalogue/narrow.ts';
import { offeredAction } from '../catalogue/offered-action.ts';
import type { AccessScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound } from '../shared/ids.ts';
import { isShown } from '../shared/portal-actions.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { loadVisit, type PlannedVisit } from './planned-visit.ts';
import type { SlotRequest } from './types.ts';
import { loadWish, type Wish } from './wish.ts';

/** A wish, and the visit that moves, or is planned for the first time, if it is for one. */
export interface WishToPlace {
  wish: Wish;
  moves: PlannedVisit | null;
  /** By which it is asked for. */
  action: PortalAction;
}

/**
 * As `loadPortalOffer`, of what can be given a time now.
 * @throws ItineraError as `loadPortalOffer`; `not-allowed` (`answers`): `questions` where the customer was not asked yet what
 *   has to be known before, `questions-changed` where it was answered before it was changed.
 */
export async function loadPortalWish(
  q: Queries,
  scope: AccessScope,
  request: Pick<SlotRequest, 'activityTypeId' | 'addressId' | 'interventionId'>,
  now: EpochSeconds,
): Promise<WishToPlace> {
  const found = await loadPortalOffer(q, scope, request, now);
  requireAnswered(found.wish);
  return found;
}

/** @throws ItineraError as `loadPortalWish`. */
function requireAnswered({ unanswered }: Wish): void {
  if (unanswered === null) return;
  const isChanged = unanswered === 'changed';
  throw new ItineraError(
    'not-allowed',
    isChanged
      ? 'The questions were changed since they were answered: look through them once more'
      : 'The questions about this work come first: answer them',
    { field: 'answers', reason: isChanged ? 'questions-changed' : 'questions' },
  );
}

/**
 * What a customer asks for, held to every layer of the portal: portal and access on, customer active, type shown,
 * the action (book; for an existing visit reschedule, or schedule while it is not planned) configured and its rules and
 * conditions satisfied now. Staff's limits hold as well; the portal only narrows them (CAD-AC-10, CAD-AC-13).
 * @throws ItineraError `not-found` for what is not this customer's or not in the portal; `not-allowed` with the
 *   verdict's reason; `invalid` when the request speaks of another type or address than the visit that moves.
 */
export async function loadPortalOffer(
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
  const actions = await listPortalActions(q, businessUnitId, wish.type.id);
  const background = await loadActionBackground(q, businessUnitId, actions, {
    interventionIds: moves ? [moves.intervention.id] : [],
    customerIds: [wish.customer.id],
  });
  const promiseStart = moves?.part.promised && moves.stops.length > 0 ? moves.part.promiseStart : null;
  const kind = moves ? (promiseStart === null ? 'schedule' : 'reschedule') : 'book';
  const { action, verdict } = offeredAction(kind, actions, background, {
    now,
    shown: isShown({
      portal: unit,
      access,
      customer: wish.customer,
      type: wish.type,
      ...(moves && { status: moves.intervention.status }),
    }),
    type: wish.type,
    customer: wish.customer,
    visit: moves && { intervention: moves.intervention, promiseStart, zone: moves.part.zone },
    language: scope.language,
    unitZone: wish.businessUnitZone,
  });
  // What is only made inside another is nobody's to book by itself.
  if (kind === 'book' && (!verdict.available || wish.type.contained)) throw notFound('activityTypeId');
  if (!verdict.available || action === null)
    throw refused(verdict.available ? 'not-configured' : verdict.reason, kind);
  const type = narrowed(wish.type, action.limits);
  return {
    wish: {
      ...wish,
      type,
      notice: Math.max(wish.notice, action.minimumNotice),
      minimumRelevance: type.minimumRelevance,
    },
    moves,
    action,
  };
}

/** What is not planned and may not be scheduled cannot be moved either: that is what customers are told. */
function refused(reason: string, kind: 'book' | 'schedule' | 'reschedule'): ItineraError {
  const told = kind === 'schedule' && reason === 'not-configured' ? 'not-planned' : reason;
  return new ItineraError('not-allowed', `This visit cannot be given a time now: ${told}`, {
    field: 'interventionId',
    reason: told,
  });
}

/** A move keeps what is done and where. */
export function requireSame({ intervention }: PlannedVisit, { type, address }: Wish): void {
  if (intervention.activityTypeId !== type.id) throw differs('activityTypeId');
  if (intervention.addressId !== address.id) throw differs('addressId');
}

function differs(field: string): ItineraError {
  return new ItineraError('invalid', `${field} must be the one of the visit that moves`, { field });
}
