import { PlaceIndex } from './place-index.ts';
import { stopPlace, unknownLeg } from './routes.ts';
import type { DayRoute, Gaps } from './routes.ts';
import type { AskedTravel } from './asked-travel.ts';

/**
 * Fills `own` of every gap: from the day's `legs` where the caller keeps them, else from the provider, each pair of
 * places once. A leg between two visits whose neighbour is replaced has to be asked for even where `legs` is given.
 */
export async function fillOwnLegs(
  routes: readonly (DayRoute & { gaps: Gaps })[],
  asked: AskedTravel,
): Promise<void> {
  const missing: { gaps: Gaps; gap: number; pair: number }[] = [];
  const places = new PlaceIndex();
  const pairs = new Map<number, number>();
  const from: number[] = [];
  const to: number[] = [];
  for (const route of routes) {
    const { gaps } = route;
    if (takeKnownLegs(route, gaps.own)) continue;
    for (let k = 0; k <= route.visits.length; k++) {
      const gap = route.firstGap + k;
      if (gaps.own[gap] !== unknownLeg) continue;
      const a = places.add(stopPlace(route, k));
      const b = places.add(stopPlace(route, k + 1));
      const key = a * 2 ** 26 + b;
      let pair = pairs.get(key);
      if (pair === undefined) {
        pair = from.push(a) - 1;
        to.push(b);
        pairs.set(key, pair);
      }
      missing.push({ gaps, gap, pair });
    }
  }
  if (missing.length === 0) return;
  const placeOf = (number: number) => places.places[number]!;
  const legs = await asked.pairs(from.map(placeOf), to.map(placeOf));
  for (const { gaps, gap, pair } of missing) {
    gaps.own[gap] = legs.seconds[pair]!;
    gaps.ownEstimated[gap] = legs.estimated?.[pair] ?? 0;
  }
}

/**
 * Copies the legs that the caller gave to `own`, from the route's first gap on; the others become `unknownLeg`. Whether
 * there is none of these.
 */
export function takeKnownLegs(route: DayRoute, own: Int32Array): boolean {
  const { day, visits, firstGap, lastGap } = route;
  const { legs } = day;
  if (legs === undefined) {
    own.fill(unknownLeg, firstGap, lastGap + 1);
    return false;
  }
  if (visits === day.visits) {
    for (let k = 0; k < legs.length; k++) own[firstGap + k] = legs[k]!;
    return true;
  }
  // The leg to the next visit is known when no visit before it was taken out since the last one that stayed.
  let expected = 0;
  let complete = true;
  for (let k = 0; k <= visits.length; k++) {
    const next = k < visits.length ? day.visits.indexOf(visits[k]!, expected) : day.visits.length;
    if (next !== expected) complete = false;
    own[firstGap + k] = next === expected ? legs[expected]! : unknownLeg;
    expected = next + 1;
  }
  return complete;
}
