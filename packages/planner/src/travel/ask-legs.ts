import type { Place } from '../units.ts';
import { copyCell, emptyDraft, toTable, withCells } from './draft.ts';
import { placeKey } from './places.ts';
import type { TravelTable, TravelTimes } from './types.ts';

/** `from[i] -> to[i]` of any provider: by its own `legs`, or by one `1 x N` for each place that is left. */
export async function askLegs(travel: TravelTimes, from: Place[], to: Place[]): Promise<TravelTable> {
  if (travel.legs) return withCells(await travel.legs(from, to), from.length);
  const answer = emptyDraft(from.length);
  for (const legs of Map.groupBy(from.keys(), (leg) => placeKey(from[leg] as Place)).values()) {
    const table = await travel.table(
      [from[legs[0] as number] as Place],
      legs.map((leg) => to[leg] as Place),
    );
    withCells(table, legs.length);
    legs.forEach((leg, cell) => copyCell(answer, leg, table, cell));
  }
  return toTable(answer);
}
