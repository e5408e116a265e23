import type { Place, Seconds } from '../units.ts';
import { copyCell, emptyDraft, toPartial, toTable } from './draft.ts';
import { TravelError } from './error.ts';
import { pairKey } from './places.ts';
import type { TravelTable, TravelTimes } from './types.ts';

/** One answer already in hand: of `table(from, to)`, or of `legs(from, to)` when `pairwise`. */
export interface FetchedTravel {
  from: Place[];
  to: Place[];
  table: TravelTable;
  pairwise?: boolean;
}

/** Travel times that are at hand: to be read at once, or where a provider is wanted, without waiting for anybody. */
export interface TravelLookup extends TravelTimes {
  /** -1: no road; undefined: this pair was not fetched. From a place to itself it is 0, fetched or not. */
  seconds(from: Place, to: Place): Seconds | undefined;
  legs(from: Place[], to: Place[]): Promise<TravelTable>;
}

/**
 * Puts answers together, for work that must not wait (a database transaction): `checkDay` reads it, and
 * `findSlots` and `timeDay` take it as their provider. Where two answers speak of one pair the later one
 * holds, but an estimate never replaces a road time.
 * As a provider it fails with a TravelError 'unknown-place' when a pair was not fetched.
 */
export function travelLookup(...answers: FetchedTravel[]): TravelLookup {
  const known = new Map<string, { table: TravelTable; cell: number }>();
  for (const { from, to, table, pairwise } of answers) {
    from.forEach((start, row) => {
      const columns = pairwise ? [row] : [...to.keys()];
      for (const column of columns) {
        const key = pairKey(start, to[column] as Place);
        const cell = pairwise ? row : row * to.length + column;
        if (table.estimated?.[cell] !== 1 || !known.has(key)) known.set(key, { table, cell });
      }
    });
  }

  function answer(pairs: [Place, Place][]): TravelTable {
    const draft = emptyDraft(pairs.length);
    pairs.forEach(([from, to], at) => {
      const key = pairKey(from, to);
      const found = known.get(key);
      if (found) copyCell(draft, at, found.table, found.cell);
      else if (samePlace(key)) copyCell(draft, at, nowhere, 0);
    });
    const lost = pairs[draft.missing.indexOf(1)];
    if (!lost) return toTable(draft);
    throw new TravelError('unknown-place', `The pair ${pairKey(...lost)} was not fetched beforehand`, {
      partial: toPartial(draft),
    });
  }

  return {
    seconds(from, to) {
      const key = pairKey(from, to);
      const found = known.get(key);
      return found ? found.table.seconds[found.cell] : samePlace(key) ? 0 : undefined;
    },
    table: async (from, to) => answer(from.flatMap((a) => to.map((b): [Place, Place] => [a, b]))),
    legs: async (from, to) => answer(from.map((a, leg): [Place, Place] => [a, to[leg] as Place])),
  };
}

/** The way from a place to itself. */
const nowhere: TravelTable = { seconds: new Int32Array(1), metres: new Int32Array(1) };

function samePlace(pair: string): boolean {
  const [from, to] = pair.split(';');
  return from === to;
}
