import { PlannerError } from '../errors.ts';
import type { Place } from '../units.ts';
import { copyCell, emptyDraft, toPartial, toTable } from './draft.ts';
import { TravelError } from './error.ts';
import { placeKey } from './places.ts';
import { straightLine } from './straight-line.ts';
import type { TravelTable, TravelTimes } from './types.ts';

/** A matrix made by a real router: `durations[i][j]` and `distances[i][j]` from address i to address j; null = no road. */
export interface RecordedMatrix {
  addresses: Place[];
  /** Seconds. */
  durations: (number | null)[][];
  /** Metres. */
  distances?: (number | null)[][];
}

/**
 * Travel times from a recorded matrix, looked up by coordinates (six decimals).
 * Asked for a place that the matrix does not have, it fails with a TravelError 'unknown-place' that carries
 * the cells it does know, so that `withFallback(recorded(m), estimate(e))` estimates only the others.
 * `topSpeed` is measured from the matrix; absent when two different places are 0 s apart, or no two have a road.
 * @throws {PlannerError} when the matrix is not square or holds anything but numbers from 0 up and null.
 */
export function recorded(matrix: RecordedMatrix): TravelTimes & Required<Pick<TravelTimes, 'legs'>> {
  const size = matrix.addresses.length;
  const whole: TravelTable = { seconds: flatten('durations', matrix.durations, size) };
  if (matrix.distances) whole.metres = flatten('distances', matrix.distances, size);
  const numbers = new Map<string, number>();
  matrix.addresses.forEach((place, number) => {
    const key = placeKey(place);
    if (!numbers.has(key)) numbers.set(key, number);
  });
  const numberOf = (place: Place): number | undefined => numbers.get(placeKey(place));

  function answer(cells: [number | undefined, number | undefined][], places: Place[]): TravelTable {
    const draft = emptyDraft(cells.length);
    cells.forEach(([from, to], cell) => {
      if (from !== undefined && to !== undefined) copyCell(draft, cell, whole, from * size + to);
    });
    if (!draft.missing.includes(1)) return toTable(draft);
    const unknown = places.find((place) => numberOf(place) === undefined);
    throw new TravelError(
      'unknown-place',
      `The recorded matrix has no place at ${unknown ? placeKey(unknown) : '?'}; put withFallback(…, estimate(…)) around it`,
      { partial: toPartial(draft) },
    );
  }

  const travel: TravelTimes & Required<Pick<TravelTimes, 'legs'>> = {
    table: async (from, to) => {
      const columns = to.map(numberOf);
      return answer(
        from.flatMap((place) => {
          const row = numberOf(place);
          return columns.map((column): [number | undefined, number | undefined] => [row, column]);
        }),
        [...from, ...to],
      );
    },
    legs: async (from, to) =>
      answer(
        from.map((place, leg) => [numberOf(place), numberOf(to[leg] as Place)]),
        [...from, ...to],
      ),
  };
  const topSpeed = fastest(matrix.addresses, whole.seconds);
  if (topSpeed > 0 && Number.isFinite(topSpeed)) travel.topSpeed = topSpeed;
  return travel;
}

function flatten(field: string, rows: (number | null)[][], size: number): Int32Array {
  if (rows.length !== size) {
    throw new PlannerError('length', field, `has ${rows.length} rows for ${size} addresses`);
  }
  const cells = new Int32Array(size * size);
  rows.forEach((row, from) => {
    if (row.length !== size) {
      throw new PlannerError('length', `${field}[${from}]`, `has ${row.length} cells for ${size} addresses`);
    }
    row.forEach((value, to) => {
      if (value !== null && !(value >= 0 && value < 2 ** 31)) {
        throw new PlannerError(
          'out-of-range',
          `${field}[${from}][${to}]`,
          `must be 0 or more or null, not ${value}`,
        );
      }
      cells[from * size + to] = value === null ? -1 : Math.ceil(value);
    });
  });
  return cells;
}

/** The highest straight-line speed between any two places, in m/s; a hair above, for rounding. */
function fastest(places: Place[], seconds: Int32Array): number {
  const keys = places.map(placeKey);
  let top = 0;
  places.forEach((from, row) => {
    places.forEach((to, column) => {
      const taken = seconds[row * places.length + column] as number;
      if (taken < 0 || keys[row] === keys[column]) return;
      top = Math.max(top, straightLine(from, to) / taken);
    });
  });
  return top * (1 + 1e-9);
}
