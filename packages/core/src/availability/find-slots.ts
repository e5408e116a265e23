import type { Technician as TechnicianRow } from '@itinera/db';
import type { Context } from '../context.ts';
import type { AccessScope, BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { isIsoDate, localDate, shiftDate } from '../shared/local-time.ts';
import type { EpochSeconds, IsoDate } from '../shared/units.ts';
import { loadVisit } from './planned-visit.ts';
import { loadPortalWish, requireSame } from './portal-wish.ts';
import { relevantEnough, searchSlots, type FoundSlots } from './search.ts';
import { bestOfEachWindow, slotChoice, threeBest, withReasons, type ReasonedOffer } from './slot-choice.ts';
import { isReplaced, loadHeldSlots, takenOut } from './taken-out.ts';
import type { AssistantChoice, AssistantOffer, SlotChoice, SlotRequest } from './types.ts';
import { loadWish, type Wish } from './wish.ts';

/**
 * The windows that can be kept, for a customer: those staff would see, less what the portal's own limits take away
 * (CAD-AC-10). Reads only.
 * @throws ItineraError `not-found`, `not-allowed` (see `loadPortalWish`), `invalid` for `from` and `days`, `too-many`
 *   (reason `searches`).
 */
export async function findForAccess(
  ctx: Context,
  scope: AccessScope,
  request: SlotRequest,
): Promise<SlotChoice> {
  const now = ctx.clock.now();
  const q = ctx.db.read;
  const { wish, moves } = await loadPortalWish(q, scope, request, now);
  const shown = datesShown(request, wish, now);
  const replaced = (await loadHeldSlots(q, scope, now)).filter((held) => isReplaced(held, request));
  const search = () =>
    searchSlots(q, ctx.travel, wish, now, { result: 'windows', out: takenOut(moves, replaced) });
  const found = await ctx.searches.take(`access:${scope.accessId}`, search);
  const windows = bestOfEachWindow(reasonedOffers(wish, found));
  const offered = windows.slice(0, wish.type.mostWindows ?? windows.length);
  return slotChoice(offered, { zone: wish.zone, duration: wish.type.duration, ...shown });
}

/**
 * The same windows for staff, with every technician who can take each, what it costs and why (CAD-PL-01).
 * @throws ItineraError `not-allowed` (`role`, or nothing can be offered there), `not-found`, `invalid`,
 *   `too-many` (reason `searches`).
 */
export async function assist(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  request: SlotRequest,
): Promise<AssistantChoice> {
  const now = ctx.clock.now();
  const q = ctx.db.read;
  const wish = await loadWish(q, scope, request);
  const moves =
    request.interventionId === undefined
      ? null
      : await loadVisit(q, scope.businessUnitId, request.interventionId);
  if (moves) requireSame(moves, wish);
  const shown = datesShown(request, wish, now);
  const search = () => searchSlots(q, ctx.travel, wish, now, { result: 'all', out: takenOut(moves, []) });
  const found = await (scope.kind === 'staff'
    ? ctx.searches.take(`staff:${scope.staffUserId}`, search)
    : search());
  const offers = reasonedOffers(wish, found);
  const technicians = new Map(
    found.problem.map(({ calendar: { technician } }) => [technician.id, technician]),
  );
  const toAssistant = (reasoned: ReasonedOffer): AssistantOffer[] => {
    const technician = technicians.get(reasoned.offer.technicianId);
    return technician ? [assistantOffer(reasoned, technician)] : [];
  };
  const isShown = ({ offer }: ReasonedOffer): boolean => {
    const date = localDate(offer.window.start, wish.zone);
    return date >= shown.from && date <= shown.to;
  };
  const windows = bestOfEachWindow(offers);
  return {
    ...slotChoice(windows, { zone: wish.zone, duration: wish.type.duration, ...shown }),
    offers: offers.filter(isShown).flatMap(toAssistant),
    bestOffers: threeBest(windows).flatMap(toAssistant),
    serviceZone: wish.serviceZone,
    rejected: Object.entries(found.rejected).map(([code, count]) => ({ code, count })),
  };
}

function reasonedOffers(wish: Wish, found: FoundSlots): ReasonedOffer[] {
  return withReasons(
    found.offers.filter((offer) => relevantEnough(wish, offer)),
    found.problem,
  );
}

function datesShown(
  { from, days = 14 }: SlotRequest,
  wish: Wish,
  now: EpochSeconds,
): { from: IsoDate; to: IsoDate } {
  if (from !== undefined && !isIsoDate(from))
    throw new ItineraError('invalid', 'from must be a date written YYYY-MM-DD', { field: 'from' });
  if (!Number.isInteger(days) || days < 1 || days > 60)
    throw new ItineraError('invalid', 'days must be a whole number from 1 to 60', { field: 'days' });
  const first = from ?? localDate(now + wish.notice, wish.zone);
  return { from: first, to: shiftDate(first, days - 1) };
}

function assistantOffer({ offer, reason }: ReasonedOffer, technician: TechnicianRow): AssistantOffer {
  const { id, name, colour } = technician;
  const { before, after, detour, source } = offer.travel;
  return {
    technician: { id, name, colour },
    date: offer.date,
    start: offer.window.start,
    end: offer.window.end,
    plannedStart: offer.plannedStart,
    grade: offer.grade,
    relevance: offer.relevance,
    cost: offer.cost,
    parts: offer.parts,
    travel: { before, after, detour, estimated: source === 'estimate' },
    reason,
  };
}
