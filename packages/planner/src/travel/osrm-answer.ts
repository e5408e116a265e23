import type { Metres, Place, Seconds } from '../units.ts';
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
 * A `/table` answer as cells of `from` x `to`, fractions of a second rounded up, null = no road.
 * The cells of a place that lies more than `maxSnap` from the road it was moved to stay missing.
 * @throws {TravelError} 'bad-answer' when the shape is wrong, 'implausible' when the numbers are.
 */
export function readTable(body: Record<string, unknown>, from: Place[], to: Place[], maxSnap: Metres): Draft {
  if (Array.isArray(body.fallback_speed_cells) && body.fallback_speed_cells.length > 0) {
    throw new TravelError(
      'bad-answer',
      'OSRM answers with estimates of its own (fallback_speed_cells) nobody asked for',
    );
  }
  const durations = grid(body.durations, 'durations', from.length, to.length);
  const distances =
    body.distances === undefined ? undefined : grid(body.distances, 'distances', from.length, to.length);
  const starts = snapped(body.sources, 'sources', from, maxSnap);
  const ends = snapped(body.destinations, 'destinations', to, maxSnap);
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

/**
 * A `/route` answer as one row of cells, one for each leg between the `points`.
 * The cells of a point that lies more than `maxSnap` from the road stay missing.
 * @throws {TravelError} 'bad-answer' when the shape is wrong, 'implausible' when the numbers are.
 */
export function readRoute(body: Record<string, unknown>, points: Place[], maxSnap: Metres): Draft {
  const route: unknown = Array.isArray(body.routes) ? body.routes[0] : undefined;
  const legs = isObject(route) ? route.legs : undefined;
  if (!Array.isArray(legs) || legs.length !== points.length - 1) {
    throw new TravelError('bad-answer', `OSRM's routes[0].legs is not a list of ${points.length - 1} legs`);
  }
  const places = snapped(body.waypoints, 'waypoints', points, maxSnap);
  const draft = emptyDraft(legs.length);
  legs.forEach((leg: unknown, cell) => {
    const start = places[cell];
    const end = places[cell + 1];
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

/** Where each place was moved to on the road; undefined when that is farther than `maxSnap` metres. */
function snapped(value: unknown, name: string, places: Place[], maxSnap: Metres): (Place | undefined)[] {
  if (!Array.isArray(value) || value.length !== places.length) {
    throw new TravelError('bad-answer', `OSRM's ${name} is not a list of ${places.length} waypoints`);
  }
  return places.map((place, number) => {
    const waypoint: unknown = value[number];
    const location =
      isObject(waypoint) && Array.isArray(waypoint.location) ? (waypoint.location as unknown[]) : [];
    const [lon, lat] = location;
    const moved = isObject(waypoint) ? waypoint.distance : undefined;
    if (typeof lon !== 'number' || typeof lat !== 'number' || typeof moved !== 'number') {
      throw new TravelError('bad-answer', `OSRM's ${name}[${number}] has no location and distance`);
    }
    // Its own distance is not enough: an answer with lon and lat exchanged would pass.
    const near = moved >= 0 && moved <= maxSnap && straightLine(place, { lon, lat }) <= maxSnap;
    return near ? { lon, lat } : undefined;
  });
}
