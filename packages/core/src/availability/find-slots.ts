import type { Queries } from '@itinera/db';
import type { Context } from '../context.ts';
import type { AccessScope, BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { isIsoDate, localDate, shiftDate } from '../shared/local-time.ts';
import type { EpochSeconds, IsoDate, Seconds } from '../shared/units.ts';
import { loadPlaceWish } from './place-wish.ts';
import { loadVisit, type PlannedVisit } from './planned-visit.ts';
import { loadPortalWish, requireSame } from './portal-wish.ts';
import { relevantEnough, searchSlots, type FoundSlots } from './search.ts';
import { bestOfEachWindow, slotChoice, threeBest, withReasons, type ReasonedOffer } from './slot-choice.ts';
import { isReplaced, loadHeldSlots, takenOut } from './taken-out.ts';
import type {
  AssistantChoice,
  AssistantOffer,
  AssistRequest,
  SlotChoice,
  SlotRequest,
  WholeChoice,
} from './types.ts';
import { loadWish, refused, type Wanted } from './wish.ts';

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
  const { choice } = await assisted(ctx, scope, request);
  return choice;
}

/**
 * The same for another system: also for a place that is nobody's address, and with what is refused (CAD-PL-05, CAD-PL-06).
 * @throws ItineraError as `assist`; `invalid` (`to`) where more would be refused than anybody reads.
 */
export async function assistWhole(
  ctx: Context,
  scope: SystemScope,
  request: AssistRequest,
): Promise<WholeChoice> {
  const { choice, wish, found } = await assisted(ctx, scope, request);
  const named = technicianNames(found);
  return {
    ...choice,
    refused: found.refused.flatMap(({ technicianId, start, code }) => {
      const technician = named.get(technicianId);
      return technician ? [{ technician, start, end: start + wish.type.width, code }] : [];
    }),
  };
}

async function assisted(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  request: AssistRequest,
): Promise<{ choice: AssistantChoice; wish: Wanted; found: FoundSlots }> {
  const now = ctx.clock.now();
  const q = ctx.db.read;
  const { wish, moves } = await loadAssisted(q, scope, request);
  if (!moves && wish.type.contained)
    throw refused('contained-only', 'activityTypeId', 'this type is only made inside another intervention');
  const shown = datesShown(request, wish, now);
  const out = takenOut(moves, []);
  const search = () =>
    searchSlots(q, ctx.travel, wish, now, {
      result: 'all',
      out,
      ...(request.refused && { refused: request.refused }),
    });
  const asker = scope.kind === 'staff' ? scope.staffUserId : scope.apiKeyId;
  const found = await (asker === undefined ? search() : ctx.searches.take(`${scope.kind}:${asker}`, search));
  const offers = reasonedOffers(wish, found);
  const named = technicianNames(found);
  const toAssistant = (reasoned: ReasonedOffer): AssistantOffer[] => {
    const technician = named.get(reasoned.offer.technicianId);
    return technician ? [assistantOffer(reasoned, technician)] : [];
  };
  const isShown = ({ offer }: ReasonedOffer): boolean => {
    const date = localDate(offer.window.start, wish.zone);
    return date >= shown.from && date <= shown.to;
  };
  const windows = bestOfEachWindow(offers);
  const choice = {
    ...slotChoice(windows, { zone: wish.zone, duration: wish.type.duration, ...shown }),
    offers: offers.filter(isShown).flatMap(toAssistant),
    bestOffers: threeBest(windows).flatMap(toAssistant),
    serviceZone: wish.serviceZone,
    rejected: Object.entries(found.rejected).map(([code, count]) => ({ code, count })),
  };
  return { choice, wish, found };
}

/** What is asked for, and the visit that moves. */
async function loadAssisted(
  q: Queries,
  scope: BusinessUnitScope | SystemScope,
  { activityTypeId, addressId, place, duration, interventionId }: AssistRequest,
): Promise<{ wish: Wanted; moves: PlannedVisit | null }> {
  if (addressId === undefined) {
    if (place === undefined)
      throw new ItineraError('invalid', 'addressId must name an address, or place say where it is', {
        field: 'addressId',
      });
    return {
      wish: lasting(await loadPlaceWish(q, scope, { activityTypeId, place }), duration),
      moves: null,
    };
  }
  const wish = await loadWish(q, scope, { activityTypeId, addressId, interventionId });
  const moves =
    interventionId === undefined ? null : await loadVisit(q, scope.businessUnitId, interventionId);
  if (moves) requireSame(moves, wish);
  return { wish: lasting(wish, duration), moves };
}

function lasting(wish: Wanted, duration: Seconds | undefined): Wanted {
  return duration === undefined ? wish : { ...wish, type: { ...wish.type, duration } };
}

function technicianNames(found: FoundSlots): Map<string, AssistantOffer['technician']> {
  return new Map(
    found.problem.map(({ calendar: { technician } }) => {
      const { id, name, colour } = technician;
      return [id, { id, name, colour }];
    }),
  );
}

function reasonedOffers(wish: Wanted, found: FoundSlots): ReasonedOffer[] {
  return withReasons(
    found.offers.filter((offer) => relevantEnough(wish, offer)),
    found.problem,
  );
}

function datesShown(
  { from, days = 14 }: Pick<SlotRequest, 'from' | 'days'>,
  wish: Wanted,
  now: EpochSeconds,
): { from: IsoDate; to: IsoDate } {
  if (from !== undefined && !isIsoDate(from))
    throw new ItineraError('invalid', 'from must be a date written YYYY-MM-DD', { field: 'from' });
  if (!Number.isInteger(days) || days < 1 || days > 60)
    throw new ItineraError('invalid', 'days must be a whole number from 1 to 60', { field: 'days' });
  const first = from ?? localDate(now + wish.notice, wish.zone);
  return { from: first, to: shiftDate(first, days - 1) };
}

function assistantOffer(
  { offer, reason }: ReasonedOffer,
  technician: AssistantOffer['technician'],
): AssistantOffer {
  const { before, after, detour, source } = offer.travel;
  return {
    technician,
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
