import { PlannerError } from '../errors.ts';
import type { SlotQuery, Visit, WorkDay } from '../problem/types.ts';
import { takeKnownLegs } from '../route/own-legs.ts';
import { routeOf, stopPlace, unknownLeg } from '../route/routes.ts';
import type { DayRoute } from '../route/routes.ts';
import type { Seconds } from '../units.ts';
import type { Offer } from './types.ts';

/**
 * The offer's day with the new visit in it, as it is to be stored: `replaces` are out, the window is the visit's promise.
 * A request without a place is done at the stop where the offer puts it.
 *
 * `legs` are kept where the day kept them and the offer tells the new ones; where `replaces` joined a leg that the
 * offer knows nothing of, the day comes without `legs`, to be asked for again.
 * @param id of the new visit.
 * @throws PlannerError when the offer is not of this query, or the day has a visit of that id already.
 */
export function placeVisit(query: SlotQuery, offer: Offer, id = 'new'): WorkDay {
  const route = routeOf(dayOf(query, offer), 0, new Set(query.request.replaces));
  const { day, visits } = route;
  if (!Number.isInteger(offer.position) || offer.position < 0 || offer.position > visits.length) {
    throw new PlannerError('out-of-range', 'offer.position', `must be within 0 and ${visits.length}`);
  }
  if (visits.some((visit) => visit.id === id)) {
    throw new PlannerError('duplicate', 'id', `is that of a visit of ${day.date} already: ${id}`);
  }
  const { request } = query;
  const atStop = offer.travel.before === 0 ? offer.position : offer.position + 1;
  const visit: Visit = {
    id,
    place: request.place ?? stopPlace(route, atStop),
    duration: request.duration,
    earliest: offer.window.start,
    latest: offer.window.end,
    ...(request.open !== undefined && { open: request.open }),
  };
  const { legs: _, ...rest } = day;
  const legs = legsWith(route, offer);
  return {
    ...rest,
    visits: visits.toSpliced(offer.position, 0, visit),
    ...(legs !== undefined && { legs }),
  };
}

function dayOf(query: SlotQuery, offer: Offer): WorkDay {
  const technician = query.technicians.find(({ id }) => id === offer.technicianId);
  if (technician === undefined) {
    throw new PlannerError('unknown-id', 'offer.technicianId', `names no technician: ${offer.technicianId}`);
  }
  const day = technician.days.find(({ date }) => date === offer.date);
  if (day === undefined) {
    throw new PlannerError('unknown-id', 'offer.date', `is no work day of ${technician.id}: ${offer.date}`);
  }
  return day;
}

function legsWith(route: DayRoute, offer: Offer): Seconds[] | undefined {
  if (route.day.legs === undefined) return undefined;
  const own = new Int32Array(route.visits.length + 1);
  takeKnownLegs(route, own);
  const legs = [...own].toSpliced(offer.position, 1, offer.travel.before, offer.travel.after);
  return legs.includes(unknownLeg) ? undefined : legs;
}
