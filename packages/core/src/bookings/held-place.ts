import type { Assignment } from '@itinera/db';
import type { Offer } from '@itinera/planner';
import type { Wish } from '../availability/wish.ts';
import { isPlaced, type LoadedDay } from '../availability/work-day.ts';
import { localDate } from '../shared/local-time.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { dayOf, findCandidates, type PlaceRequest } from './candidates.ts';
import type { View } from './change-days.ts';
import { loadedDay, place, type Placement } from './placement.ts';

/**
 * The place where a live hold stands, for the visit that it becomes: its place in the order of that day, and its time where
 * it is work without a place. So what others hold in the day meanwhile stays possible: a move within the day closes it
 * to everybody else, but was found with this hold in it.
 * null: it can no longer be kept there.
 */
export async function findHeldPlace(
  view: View,
  request: PlaceRequest,
  stop: Assignment,
): Promise<Placement | null> {
  const { offers, problem } = await findCandidates(view, { ...request, only: stop, standsIn: stop });
  const [offer] = offers;
  const loaded = offer && loadedDay(problem, offer);
  if (!loaded) return null;
  const held = { ...offer, ...placeOf(stop, request.wish, loaded, offer, view.now) };
  const { broken, ...placed } = await place(view, request, held, loaded);
  return broken.length > 0 ? null : { ...placed, candidates: offers.map(dayOf), offers };
}

/** What to change of an offer of the same day to make it the place of the stop. */
function placeOf(
  stop: Assignment,
  { place, type, zone }: Wish,
  { rows }: LoadedDay,
  offer: Offer,
  now: EpochSeconds,
): Partial<Pick<Offer, 'position' | 'plannedStart'>> {
  const position = rows.filter((row) => isPlaced(row) && row.position < stop.position).length;
  if (place && position === offer.position) return {};
  const start = stop.startsAt + type.bufferBefore;
  if (!place) return { plannedStart: Math.max(start, offer.plannedStart) };
  // On another day than today nothing but the promise says from when.
  const isToday = localDate(now, zone) >= stop.date;
  return { position, plannedStart: isToday ? Math.max(start, offer.plannedStart) : offer.window.start };
}
