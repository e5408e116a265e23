import type { Assignment, TechnicianDay } from '@itinera/db';
import { TravelError, type Interval, type Offer } from '@itinera/planner';
import { keyOf, type LoadedTechnician, type TakenOut } from '../availability/load-problem.ts';
import { relevantEnough, searchSlots } from '../availability/search.ts';
import type { Wish } from '../availability/wish.ts';
import type { IsoDate } from '../shared/units.ts';
import type { View } from './change-days.ts';

/** A promise to place, and what makes room for it. */
export interface PlaceRequest {
  wish: Wish;
  /** The window to promise, exactly. */
  window: Interval;
  /** Id of the stop to be. */
  stopId: string;
  /** Only this technician, on this date where one is given (staff chose), or that one first (a hold keeps the room there). */
  only?: { technicianId: string; date?: IsoDate | undefined } | undefined;
  first?: TechnicianDay | undefined;
  /** Stops that leave with this change. */
  leaving: readonly Assignment[];
  /** Stops of the visit that is to move there later: they stay, and do not stand in the way. */
  moving: readonly Assignment[];
  /** Holds given up. */
  holdIds: readonly string[];
  /** The day in which the hold stands that is to become this: open, whoever is still deciding in it. */
  standsIn?: TechnicianDay | undefined;
  /** Days that are looked at as if other changes were made already. */
  asIf?: TakenOut['asIf'];
}

/** The offers of exactly that window, best first, and the days they were found in. */
export interface Candidates {
  offers: Offer[];
  problem: LoadedTechnician[];
}

/** Who can keep the promise: the first choice first, then by cost. */
export async function findCandidates(view: View, request: PlaceRequest): Promise<Candidates> {
  const { only, first } = request;
  if (view.locked) return lockedOffers(view, request, view.locked);
  if (only) return offersOf(view, request, [only.technicianId]);
  if (first && view.round === 0) {
    const found = await offersOf(view, request, [first.technicianId]);
    if (found.offers.length > 0) return found;
  }
  return offersOf(view, request, undefined);
}

/**
 * Who of those whose days are locked. A day that somebody changed meanwhile may need a leg that was not fetched: then
 * all begins again. When it happens a second time, those who can be judged are, one by one.
 * @throws TravelError `unknown-place`.
 */
async function lockedOffers(
  view: View,
  request: PlaceRequest,
  locked: ReadonlySet<string>,
): Promise<Candidates> {
  const ids = [...new Set([...locked].map((key) => key.slice(0, key.indexOf(' '))))];
  const wanted = request.only ? [request.only.technicianId] : ids;
  try {
    return await offersOf(view, request, wanted);
  } catch (missing) {
    if (!isMissingLeg(missing) || view.round === 0) throw missing;
    const all: Candidates = { offers: [], problem: [] };
    for (const id of wanted) {
      const found = await offersOf(view, request, [id]).catch((error: unknown) => {
        if (!isMissingLeg(error)) throw error;
        return null;
      });
      all.offers.push(...(found?.offers ?? []));
      all.problem.push(...(found?.problem ?? []));
    }
    if (all.offers.length === 0) throw missing;
    all.offers.sort((a, b) => a.cost - b.cost || (a.technicianId < b.technicianId ? -1 : 1));
    return all;
  }
}

function isMissingLeg(error: unknown): boolean {
  return error instanceof TravelError && error.code === 'unknown-place';
}

async function offersOf(
  view: View,
  { wish, window, leaving, moving, holdIds, only, first, standsIn, asIf }: PlaceRequest,
  technicianIds: readonly string[] | undefined,
): Promise<Candidates> {
  const { offers, problem } = await searchSlots(view.q, view.travel, wish, view.now, {
    around: window,
    ...(technicianIds && { technicianIds }),
    ...(wish.agreed && only?.date !== undefined && { date: only.date }),
    result: 'all',
    out: {
      assignmentIds: new Set([...leaving, ...moving].map(({ id }) => id)),
      holdIds: new Set(holdIds),
      ...(standsIn && { standsIn: keyOf(standsIn) }),
      ...(asIf && { asIf }),
    },
  });
  const possible = offers.filter(
    (offer) =>
      offer.window.start === window.start &&
      offer.window.end === window.end &&
      relevantEnough(wish, offer) &&
      (!only || (offer.technicianId === only.technicianId && offer.date === (only.date ?? offer.date))) &&
      (!view.locked || view.locked.has(keyOf(dayOf(offer)))),
  );
  const isFirst = (offer: Offer): boolean => first !== undefined && keyOf(dayOf(offer)) === keyOf(first);
  return { offers: [...possible.filter(isFirst), ...possible.filter((offer) => !isFirst(offer))], problem };
}

export function dayOf({ technicianId, date }: Offer): TechnicianDay {
  return { technicianId, date };
}
