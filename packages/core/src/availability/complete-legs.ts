import type { DayLeg } from '@itinera/db';
import type { Place, TravelTimes } from '@itinera/planner';
import { legBetween, storedLegs } from './work-day.ts';

/** The legs that join the places: those stored, and the others asked for. */
export async function completeLegs(
  places: readonly Place[],
  stored: readonly DayLeg[],
  travel: TravelTimes,
): Promise<DayLeg[]> {
  const legs = storedLegs(places, stored).map((leg) => (leg?.estimated ? null : leg));
  const missing = [...legs.keys()].filter((i) => legs[i] === null);
  if (missing.length > 0) {
    const from = missing.map((i) => places[i]!);
    const to = missing.map((i) => places[i + 1]!);
    const asked = await askLegs(from, to, travel);
    missing.forEach((i, n) => (legs[i] = asked[n]!));
  }
  return legs.map((leg) => leg!);
}

async function askLegs(from: Place[], to: Place[], travel: TravelTimes): Promise<DayLeg[]> {
  const tables = travel.legs
    ? [await travel.legs(from, to)]
    : await Promise.all(from.map((place, i) => travel.table([place], [to[i]!])));
  return from.map((place, i) => {
    const [table, cell] = tables.length === 1 ? [tables[0]!, i] : [tables[i]!, 0];
    const metres = table.metres?.[cell];
    return legBetween(place, to[i]!, {
      seconds: table.seconds[cell]!,
      metres: metres === undefined || metres < 0 ? null : metres,
      estimated: table.estimated?.[cell] === 1,
    });
  });
}
