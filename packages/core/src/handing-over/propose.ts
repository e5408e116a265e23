import {
  findActivityType,
  findAddress,
  findTechnician,
  listTechniciansOfBusinessUnit,
  type Queries,
} from '@itinera/db';
import type { Offer } from '@itinera/planner';
import { loadVisit } from '../availability/planned-visit.ts';
import { relevantEnough, searchSlots } from '../availability/search.ts';
import { loadDay } from '../bookings/days-without.ts';
import type { View } from '../bookings/change-days.ts';
import type { Context } from '../context.ts';
import { addressText } from '../customers/address-view.ts';
import { displayName } from '../customers/display-name.ts';
import { promiseOf, plannedTimes } from '../interventions/promise.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { nothingTakenOut } from '../availability/load-problem.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { localized } from '../shared/languages.ts';
import { isIsoDate, localMinute, shiftDate, startOfDate } from '../shared/local-time.ts';
import { isOpen } from '../shared/portal-actions.ts';
import { technicianOfUnit } from '../teams/technician-of-unit.ts';
import { planInTurn, type InTurn } from './plan-in-turn.ts';
import { remainingOf, toHandOver, type ToHandOver } from './remaining.ts';
import type { HandOverItem, HandOverPlan, HandOverRequest, Keeper, OtherTime } from './types.ts';

/** How many times outside the promise are named. */
const otherTimes = 3;

/**
 * Who could take what is left of a technician's day, or one visit: for each visit everybody who keeps its promise, best
 * first, and whom the plan of all of them together proposes; where nobody does, the nearest times outside. Reads only.
 * @throws ItineraError `not-found`, `invalid` (`date`), `not-allowed` (`status` of one visit, `not-planned`), `too-many`.
 */
export async function proposeHandOver(
  ctx: Context,
  scope: BusinessUnitScope,
  asked: HandOverRequest,
): Promise<HandOverPlan> {
  const view: View = {
    q: ctx.db.read,
    travel: ctx.travel,
    now: ctx.clock.now(),
    round: 0,
    locked: null,
  };
  const { technician, date, zone, visits, begun, elsewhere } = await whatOf(view, scope, asked);
  const search = async () => {
    const named = await technicianNames(view.q, scope);
    const items: HandOverItem[] = [];
    for (const one of await planInTurn(ctx, scope, view, visits))
      items.push(await itemOf(view, scope, one, named));
    return items;
  };
  const items = await ctx.searches.take(`staff:${scope.staffUserId}`, search);
  const starts = startOfDate(date, zone);
  const rest = {
    from: localMinute(Math.max(starts, view.now), zone),
    to: localMinute(startOfDate(shiftDate(date, 1), zone), zone),
  };
  return { technician, date, zone, rest, items, begun, elsewhere };
}

type What = Omit<HandOverPlan, 'items' | 'rest'> & { visits: ToHandOver[] };

async function whatOf({ q, now }: View, scope: BusinessUnitScope, asked: HandOverRequest): Promise<What> {
  if ('interventionId' in asked) return oneVisit(q, scope, asked.interventionId);
  const { technicianId, date } = asked;
  if (!isIsoDate(date))
    throw new ItineraError('invalid', 'date must be a date written YYYY-MM-DD', { field: 'date' });
  const { id, name, zone } = await technicianOfUnit(q, scope, technicianId);
  const day = await loadDay({ q, now }, scope.companyId, { technicianId, date }, nothingTakenOut);
  return { technician: { id, name }, date, zone, ...(await remainingOf(q, scope, day, now)) };
}

async function oneVisit(q: Queries, scope: BusinessUnitScope, interventionId: string): Promise<What> {
  requireIds({ interventionId });
  const { companyId, businessUnitId } = scope;
  const visit = await loadVisit(q, businessUnitId, interventionId);
  const [stop] = visit.stops;
  const { status, addressId } = visit.intervention;
  if (!isOpen(status)) throw refusal('status', 'Only open work can be given to somebody else');
  if (!stop) throw refusal('not-planned', 'It is nobody’s yet: plan it');
  const address = addressId === null ? undefined : await findAddress(q, businessUnitId, addressId);
  const technician = await findTechnician(q, companyId, stop.technicianId);
  if (!technician) throw notFound('interventionId');
  return {
    technician: { id: technician.id, name: technician.name },
    date: stop.date,
    zone: technician.zone,
    visits: [await toHandOver(q, visit, stop, address ?? null)],
    begun: 0,
    elsewhere: 0,
  };
}

type Named = Map<string, Keeper['technician']>;

async function technicianNames(q: Queries, { businessUnitId }: BusinessUnitScope): Promise<Named> {
  const all = await listTechniciansOfBusinessUnit(q, businessUnitId);
  return new Map(all.map(({ id, name, colour }) => [id, { id, name, colour }]));
}

async function itemOf(
  view: View,
  scope: BusinessUnitScope,
  one: InTurn,
  named: Named,
): Promise<HandOverItem> {
  const { visit, customer, address, stop, placement, offers, turn } = one;
  const { intervention, part } = visit;
  const type = await findActivityType(view.q, scope.businessUnitId, intervention.activityTypeId);
  const keepers = offers.flatMap((offer) => keeperOf(offer, named));
  const chosen = placement && keeperOf(placement.offer, named)[0];
  return {
    interventionId: intervention.id,
    reference: intervention.reference,
    revision: intervention.revision,
    typeName: localized(type?.name ?? {}, scope.language),
    customerName: customer ? displayName(customer) : '',
    phone: address?.contactPhone ?? customer?.mobile ?? customer?.phone ?? null,
    address: address ? addressText(address) : '',
    promise: promiseOf(part),
    plannedStart: plannedTimes(part, stop)?.start ?? stop.startsAt,
    zone: part.zone,
    turn,
    proposed: chosen ?? null,
    keepers,
    others: chosen ? [] : await othersOf(view, one, named),
    refused: one.reason,
  };
}

function keeperOf(
  { technicianId, date, plannedStart, travel, cost, relevance }: Offer,
  named: Named,
): Keeper[] {
  const technician = named.get(technicianId);
  if (!technician) return [];
  const { detour, source } = travel;
  return [{ technician, date, plannedStart, detour, estimated: source === 'estimate', cost, relevance }];
}

/** The times nearest to the one that is planned, by the type's own rules, as the assistant would offer them. */
async function othersOf(
  { q, travel, now }: View,
  { wish, visit, stop }: InTurn,
  named: Named,
): Promise<OtherTime[]> {
  if (!wish) return [];
  const out = { assignmentIds: new Set(visit.stops.map(({ id }) => id)), holdIds: new Set<string>() };
  const { offers } = await searchSlots(q, travel, wish, now, { result: 'windows', out });
  const distance = ({ window }: Offer): number => Math.abs(window.start - stop.startsAt);
  return offers
    .filter((offer) => relevantEnough(wish, offer))
    .sort((a, b) => distance(a) - distance(b) || a.window.start - b.window.start)
    .slice(0, otherTimes)
    .flatMap(({ technicianId, date, window }) => {
      const technician = named.get(technicianId);
      return technician ? [{ technician, date, start: window.start, end: window.end }] : [];
    });
}

function refusal(reason: string, why: string): ItineraError {
  return new ItineraError('not-allowed', why, { field: 'interventionId', reason });
}
