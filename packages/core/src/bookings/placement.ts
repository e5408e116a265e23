import type { Assignment, TechnicianDay } from '@itinera/db';
import type { Interval, Offer } from '@itinera/planner';
import { keyOf, type LoadedTechnician } from '../availability/load-problem.ts';
import { hoursAround } from '../availability/offered-time.ts';
import { relevantEnough, searchSlots, serviceStart } from '../availability/search.ts';
import type { LoadedDay } from '../availability/work-day.ts';
import { serviceOf, type Wish } from '../availability/wish.ts';
import type { Context } from '../context.ts';
import type { EpochSeconds } from '../shared/units.ts';
import type { View } from './change-days.ts';
import { changedDay, type DayChange } from './day-change.ts';
import { daysWithout } from './days-without.ts';
import { brokenBy } from './second-opinion.ts';

/** A promise to place, and what makes room for it. */
export interface PlaceRequest {
  wish: Wish;
  /** The window to promise, exactly. */
  window: Interval;
  /** Id of the stop to be. */
  stopId: string;
  /** Only this technician on this date (staff chose), or that one first (a hold keeps the room there). */
  only?: TechnicianDay | undefined;
  first?: TechnicianDay | undefined;
  /** Stops that leave with this change. */
  leaving: readonly Assignment[];
  /** Stops of the visit that is to move there later: they stay, and do not stand in the way. */
  moving: readonly Assignment[];
  /** Holds given up. */
  holdIds: readonly string[];
}

/** Where the promise is kept, and every day as it is to be stored. */
export interface Placement {
  offer: Offer;
  day: TechnicianDay;
  /** Planned, buffers included; it may begin in [earliest, latest]. */
  service: Interval;
  earliest: EpochSeconds;
  latest: EpochSeconds;
  open: Interval[] | null;
  /** It stands in the day of the visit it is to move: no stop of its own, the day is closed instead. */
  closesDay: boolean;
  changes: DayChange[];
  /** Every day that could keep the promise, best first. */
  candidates: TechnicianDay[];
}

/**
 * Finds the best place for a promise: the planner names who can keep it, `checkDay` has to agree, best first.
 * null: nobody can, or (inside a transaction) nobody whose day is locked.
 */
export async function findPlacement(
  ctx: Context,
  view: View,
  request: PlaceRequest,
): Promise<Placement | null> {
  const { offers, problem } = await offersFor(view, request);
  for (const offer of offers) {
    const loaded = loadedDay(problem, offer);
    const placed = loaded && (await place(ctx, view, request, offer, loaded));
    if (placed) return { ...placed, candidates: offers.map(dayOf) };
  }
  return null;
}

/** The days to lock: on the first try what is touched and the best, later all that could keep the promise. */
export function daysToLock(view: View, { day, changes, candidates }: Placement): TechnicianDay[] {
  const touched = changes.map(({ technicianId, date }) => ({ technicianId, date }));
  return [day, ...touched, ...(view.round > 0 && view.locked === null ? candidates : [])];
}

/** Who can keep the promise: the first choice first, then by cost. */
async function offersFor(
  view: View,
  request: PlaceRequest,
): Promise<{ offers: Offer[]; problem: LoadedTechnician[] }> {
  const { only, first } = request;
  if (view.locked) {
    const ids = [...view.locked].map((key) => key.slice(0, key.indexOf(' ')));
    return offersOf(view, request, only ? [only.technicianId] : ids);
  }
  if (only) return offersOf(view, request, [only.technicianId]);
  if (first && view.round === 0) {
    const found = await offersOf(view, request, [first.technicianId]);
    if (found.offers.length > 0) return found;
  }
  return offersOf(view, request, undefined);
}

async function offersOf(
  view: View,
  { wish, window, leaving, moving, holdIds, only, first }: PlaceRequest,
  technicianIds: readonly string[] | undefined,
): Promise<{ offers: Offer[]; problem: LoadedTechnician[] }> {
  const { offers, problem } = await searchSlots(view.q, view.travel, wish, view.now, {
    around: window,
    ...(technicianIds && { technicianIds }),
    result: 'all',
    out: {
      assignmentIds: new Set([...leaving, ...moving].map(({ id }) => id)),
      holdIds: new Set(holdIds),
    },
  });
  const possible = offers.filter(
    (offer) =>
      offer.window.start === window.start &&
      offer.window.end === window.end &&
      relevantEnough(wish, offer) &&
      (!only || keyOf(dayOf(offer)) === keyOf(only)) &&
      (!view.locked || view.locked.has(keyOf(dayOf(offer)))),
  );
  const isFirst = (offer: Offer): boolean => first !== undefined && keyOf(dayOf(offer)) === keyOf(first);
  return { offers: [...possible.filter(isFirst), ...possible.filter((offer) => !isFirst(offer))], problem };
}

async function place(
  ctx: Context,
  view: View,
  request: PlaceRequest,
  offer: Offer,
  loaded: LoadedDay,
): Promise<Omit<Placement, 'candidates'> | null> {
  const { wish, window, leaving, moving, stopId } = request;
  const day = dayOf(offer);
  const open = openingHours(wish, window);
  const latest = window.end - wish.type.bufferBefore;
  const start = serviceStart(wish, offer);
  const changeFrom = (earliest: EpochSeconds): Promise<DayChange> =>
    changedDay(
      loaded,
      {
        visit: wish.place && {
          id: stopId,
          place: wish.place,
          duration: serviceOf(wish),
          earliest,
          latest,
          ...(open && { open }),
        },
        position: offer.position,
        service: { start, end: start + serviceOf(wish) },
      },
      view.travel,
    );
  let earliest = window.start - wish.type.bufferBefore;
  let change = await changeFrom(earliest);
  // Today nobody leaves before now: the search knows, a day timed by itself does not.
  if (change.newcomer && change.newcomer.start < start) change = await changeFrom((earliest = start));
  const broken = await brokenBy(change, loaded, stopId, view);
  if (broken.length > 0) {
    ctx.logger.error({ ...day, broken }, 'checkDay refuses what the search offered');
    return null;
  }
  const closesDay = moving.some((stop) => keyOf(stop) === keyOf(day));
  const otherDays = leaving.filter((stop) => closesDay || keyOf(stop) !== keyOf(day));
  const others = await daysWithout(view, wish.companyId, otherDays, leaving);
  return {
    offer,
    day,
    service: change.newcomer ?? { start, end: start + serviceOf(wish) },
    earliest,
    latest,
    open,
    closesDay,
    changes: closesDay ? others : [change, ...others],
  };
}

function openingHours({ customer, zone }: Wish, window: Interval): Interval[] | null {
  return customer.openingHours === null ? null : hoursAround(customer.openingHours, zone, window);
}

function loadedDay(problem: readonly LoadedTechnician[], offer: Offer): LoadedDay | undefined {
  return problem
    .find(({ calendar }) => calendar.technician.id === offer.technicianId)
    ?.days.find(({ date }) => date === offer.date);
}

function dayOf({ technicianId, date }: Offer): TechnicianDay {
  return { technicianId, date };
}
