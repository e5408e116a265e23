import type { TechnicianDay } from '@itinera/db';
import type { Interval, Offer, Violation } from '@itinera/planner';
import { keyOf, type LoadedTechnician } from '../availability/load-problem.ts';
import { openHours } from '../availability/offered-time.ts';
import { serviceStart } from '../availability/search.ts';
import type { LoadedDay } from '../availability/work-day.ts';
import { serviceOf } from '../availability/wish.ts';
import type { Context } from '../context.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { dayOf, findCandidates, type PlaceRequest } from './candidates.ts';
import type { View } from './change-days.ts';
import { changedDay, type DayChange } from './day-change.ts';
import { daysWithout } from './days-without.ts';
import { brokenBy } from './second-opinion.ts';

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
  /** The same as the planner offers them. */
  offers: Offer[];
  /** The chosen day as it is without the change. */
  before: LoadedDay;
  /** The chosen day with it. */
  change: DayChange;
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
  const { offers, problem } = await findCandidates(view, request);
  for (const offer of offers) {
    const loaded = loadedDay(problem, offer);
    if (!loaded) continue;
    const { broken, ...placed } = await place(view, request, offer, loaded);
    if (broken.length === 0) return { ...placed, candidates: offers.map(dayOf), offers };
    ctx.logger.error({ ...placed.day, broken }, 'checkDay refuses what the search offered');
  }
  return null;
}

/** How many days are locked on the first try, so that losing the best one need not mean to look again. */
const firstChoices = 3;

/** The days to lock: what is touched and the best on the first try, later all that could keep the promise. */
export function daysToLock(view: View, { day, changes, candidates }: Placement): TechnicianDay[] {
  const touched = changes.map(({ technicianId, date }) => ({ technicianId, date }));
  const choices = view.round === 0 ? candidates.slice(0, firstChoices) : candidates;
  return [day, ...touched, ...(view.locked === null ? choices : [])];
}

/** An offer as it is to be stored, and what that would break. */
export async function place(
  view: View,
  request: PlaceRequest,
  offer: Offer,
  loaded: LoadedDay,
): Promise<Omit<Placement, 'candidates' | 'offers'> & { broken: Violation[] }> {
  const { wish, window, leaving, moving, stopId } = request;
  const day = dayOf(offer);
  const open = openHours(wish, window);
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
  const closesDay = moving.some((stop) => keyOf(stop) === keyOf(day));
  const otherDays = leaving.filter((stop) => closesDay || keyOf(stop) !== keyOf(day));
  const others = await daysWithout(view, wish.companyId, otherDays, leaving);
  return {
    broken,
    offer,
    day,
    service: change.newcomer ?? { start, end: start + serviceOf(wish) },
    earliest,
    latest,
    open,
    closesDay,
    changes: closesDay ? others : [change, ...others],
    before: loaded,
    change,
  };
}

export function loadedDay(problem: readonly LoadedTechnician[], offer: Offer): LoadedDay | undefined {
  return problem
    .find(({ calendar }) => calendar.technician.id === offer.technicianId)
    ?.days.find(({ date }) => date === offer.date);
}
