import type { Place, Seconds } from '../units.ts';
import { emptyDraft } from './draft.ts';
import type { Draft } from './draft.ts';
import { TravelError } from './error.ts';
import { placeKey } from './places.ts';
import { straightLine } from './straight-line.ts';

/** No leg of a day's work takes longer. */
const longestLeg: Seconds = 24 * 3600;
/** 150 km/h in m/s; OSRM's fractions of a second are why a leg is given one second more than it says. */
const fastest = 150 / 3.6;
/** 1 km/h in m/s. Asked only of legs over five minutes: a turn or a barrier may make a short one slow. */
const slowest = 1 / 3.6;
const slowFrom: Seconds = 300;

/**
 * A `/table` answer as cells of `from` x `to`, fractions of a second rounded up, null = no road. `starts` and `ends` say
 * where the places lie on the road; the cells of one that is not near a road (undefined) stay missing.
 * @throws {TravelError} 'bad-answer' when the shape is wrong, 'implausible' when the numbers are.
 */
export function readTable(
  body: Record<string, unknown>,
  [from, starts]: SnappedPlaces,
  [to, ends]: SnappedPlaces,
): Draft {
  if (Array.isArray(body.fallback_speed_cells) && body.fallback_speed_cells.length > 0) {
    throw new TravelError(
      'bad-answer',
      'OSRM answers with estimates of its own (fallback_speed_cells) nobody asked for',
    );
  }
  const durations = grid(body.durations, 'durations', from.length, to.length);
  const distances =
    body.distances === undefined ? undefined : grid(body.distances, 'distances', from.length, to.length);
  const draft = emptyDraft(from.length * to.length);
  from.forEach((place, row) => {
    to.forEach((target, column) => {
      const start = starts[row];
      const end = ends[column];
      if (!start || !end) return;
      const cell = row * to.length + column;
      const where = `durations[${row}][${column}]`;
      const seconds = duration(durations[row]?.[column], where);
      const metres = length(distances?.[row]?.[column], `distances[${row}][${column}]`);
      if (seconds >= 0) plausible(where, seconds, Math.max(metres, straightLine(start, end)));
      if (seconds > 0 && placeKey(place) === placeKey(target)) {
        throw new TravelError('implausible', `${where} says ${seconds} s from a place to itself`);
      }
      draft.seconds[cell] = Math.ceil(seconds);
      draft.metres[cell] = seconds < 0 ? -1 : Math.round(metres);
      draft.missing[cell] = 0;
    });
  });
  return draft;
}

/** Places, and where they lie on the road: undefined when that is too far away. */
export type SnappedPlaces = readonly [places: Place[], snapped: readonly (Place | undefined)[]];

/**
 * A `/route` answer as one row of cells, one for each leg between places that lie on the road at `snapped`.
 * The cells of one that is not near a road (undefined) stay missing.
 * @throws {TravelError} 'bad-answer' when the shape is wrong, 'implausible' when the numbers are.
 */
export function readRoute(body: Record<string, unknown>, snapped: readonly (Place | undefined)[]): Draft {
  const route: unknown = Array.isArray(body.routes) ? body.routes[0] : undefined;
  const legs = isObject(route) ? route.legs : undefined;
  if (!Array.isArray(legs) || legs.length !== snapped.length - 1) {
    throw new TravelError('bad-answer', `OSRM's routes[0].legs is not a list of ${snapped.length - 1} legs`);
  }
  const draft = emptyDraft(legs.length);
  legs.forEach((leg: unknown, cell) => {
    const start = snapped[cell];
    const end = snapped[cell + 1];
    if (!start || !end) return;
    const where = `routes[0].legs[${cell}].duration`;
    const seconds = isObject(leg) && leg.duration !== null ? duration(leg.duration, where) : NaN;
    if (Number.isNaN(seconds)) throw new TravelError('bad-answer', `OSRM's ${where} is missing`);
    const metres = length((leg as Record<string, unknown>).distance, `routes[0].legs[${cell}].distance`);
    plausible(where, seconds, Math.max(metres, straightLine(start, end)));
    draft.seconds[cell] = Math.ceil(seconds);
    draft.metres[cell] = Math.round(metres);
    draft.missing[cell] = 0;
  });
  return draft;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function grid(value: unknown, name: string, rows: number, columns: number): unknown[][] {
  const fits =
    Array.isArray(value) &&
    value.length === rows &&
    value.every((row) => Array.isArray(row) && row.length === columns);
  if (!fits) throw new TravelError('bad-answer', `OSRM's ${name} is not a ${rows} x ${columns} table`);
  return value as unknown[][];
}

/** -1 for null: no road. */
function duration(value: unknown, where: string): number {
  if (value === null) return -1;
  if (typeof value !== 'number') throw new TravelError('bad-answer', `OSRM's ${where} is not a number`);
  if (!(value >= 0 && value <= longestLeg)) {
    throw new TravelError('implausible', `OSRM's ${where} is ${value}, not between 0 and ${longestLeg} s`);
  }
  return value;
}

/** -1 where there is none: lengths are welcome, not needed. */
function length(value: unknown, where: string): number {
  if (value === null || value === undefined) return -1;
  if (typeof value !== 'number') throw new TravelError('bad-answer', `OSRM's ${where} is not a number`);
  if (!(value >= 0 && value <= fastest * (longestLeg + 1))) {
    throw new TravelError('implausible', `OSRM's ${where} is ${value} m`);
  }
  return value;
}

function plausible(where: string, seconds: number, metres: number): void {
  const tooFast = metres > fastest * (seconds + 1);
  const tooSlow = seconds > slowFrom && metres < slowest * seconds;
  if (!tooFast && !tooSlow) return;
  throw new TravelError(
    'implausible',
    `OSRM's ${where} is ${seconds} s for ${Math.round(metres)} m: ${tooFast ? 'over 150' : 'under 1'} km/h`,
  );
}
