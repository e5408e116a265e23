import type { Assignment, DayLeg } from '@itinera/db';
import type { Offer } from '@itinera/planner';
import { keyOf } from '../availability/load-problem.ts';
import { isPlaced } from '../availability/work-day.ts';
import { loadWish, refused, type Wish } from '../availability/wish.ts';
import { findCandidates } from '../bookings/candidates.ts';
import type { View } from '../bookings/change-days.ts';
import { findPlacement, type Placement } from '../bookings/placement.ts';
import { promiseToKeep, type PromiseToKeep } from '../bookings/reassign.ts';
import { standing, stopRow } from '../bookings/stop-row.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import type { ToHandOver } from './remaining.ts';

/** Who keeps a visit's promise in the plan of all of them. */
export interface InTurn extends ToHandOver {
  /** null: nothing can be offered for it; `reason` says why. */
  wish: Wish | null;
  reason: string | null;
  placement: Placement | null;
  /** When it was its turn, from 0: accepted in this order the plan comes out as it was made. */
  turn: number;
  /** Everybody who could, with the visits placed before it in their days. */
  offers: Offer[];
}

type AsIf = Map<string, { rows: Assignment[]; legs: DayLeg[] }>;

/**
 * Places every visit with others, one after the other, each in the days as they are with those before it: whoever takes
 * one is busier for the next. The hardest comes first, which is the one that the fewest could take alone, then the one
 * with the narrowest window. Whoever hands over takes nothing. By the search and the second opinion of every plan.
 */
export async function planInTurn(
  ctx: Context,
  scope: BusinessUnitScope,
  view: View,
  visits: readonly ToHandOver[],
): Promise<InTurn[]> {
  const leaving = visits.flatMap(({ visit }) => visit.stops);
  const wishes: Weighed[] = [];
  for (const one of visits) wishes.push(await weigh(scope, view, one, leaving));
  const hardestFirst = [...wishes].sort(
    (a, b) => a.keepers - b.keepers || widthOf(a) - widthOf(b) || a.one.stop.startsAt - b.one.stop.startsAt,
  );
  const days: AsIf = new Map();
  const placed = new Map<ToHandOver, InTurn>();
  for (const [turn, { one, kept, wish, reason }] of hardestFirst.entries()) {
    const placement = kept && (await findPlacement(ctx, view, request(one, kept, leaving, days)));
    if (placement) stand(days, kept, placement, one.visit.part.id);
    placed.set(one, { ...one, wish, reason, placement, turn, offers: placement?.offers ?? [] });
  }
  return visits.flatMap((one) => placed.get(one) ?? []);
}

interface Weighed {
  one: ToHandOver;
  wish: Wish | null;
  reason: string | null;
  /** null: its window is past, or nothing can be offered for it. */
  kept: PromiseToKeep | null;
  /** How many could take it if it were alone. */
  keepers: number;
}

async function weigh(
  scope: BusinessUnitScope,
  view: View,
  one: ToHandOver,
  leaving: readonly Assignment[],
): Promise<Weighed> {
  const { id: interventionId, activityTypeId, addressId } = one.visit.intervention;
  try {
    if (addressId === null) throw refused('not-located', 'addressId', 'it has no address');
    const whole = await loadWish(view.q, scope, { activityTypeId, addressId, interventionId });
    const wish = without(whole, one.stop.technicianId);
    const kept = promiseToKeep(wish, one.visit.part, view.now);
    const found = kept && (await findCandidates(view, request(one, kept, leaving, new Map())));
    return { one, wish, reason: null, kept, keepers: found?.offers.length ?? 0 };
  } catch (error) {
    if (!(error instanceof ItineraError) || error.code !== 'not-allowed') throw error;
    return { one, wish: null, reason: error.reason ?? 'refused', kept: null, keepers: 0 };
  }
}

/** Whoever hands it over does not take it. */
function without(wish: Wish, technicianId: string): Wish {
  const { exclude = [] } = wish.technicians;
  return { ...wish, technicians: { ...wish.technicians, exclude: [...exclude, technicianId] } };
}

function widthOf({ kept }: Weighed): number {
  return kept ? kept.window.end - kept.window.start : 0;
}

function request(
  one: ToHandOver,
  { wish, window }: PromiseToKeep,
  leaving: readonly Assignment[],
  asIf: AsIf,
) {
  return { wish, window, stopId: one.stop.id, leaving, moving: [], holdIds: [], asIf };
}

/** The day with the visit in it is what the next one finds. */
function stand(days: AsIf, { wish }: PromiseToKeep, placement: Placement, partId: string): void {
  const { before, change, day } = placement;
  const timed = new Map(change.timings.map((timing) => [timing.id, timing]));
  const rows = before.rows.map((row) => ({ ...row, ...timed.get(row.id) }));
  const newcomer = standing(stopRow(partId, wish, placement, { partId }));
  const ahead = rows.filter(isPlaced)[placement.offer.position];
  const at = ahead ? rows.indexOf(ahead) : rows.length;
  days.set(keyOf(day), { rows: rows.toSpliced(at, 0, newcomer), legs: change.legs });
}
