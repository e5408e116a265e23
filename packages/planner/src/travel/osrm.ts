import { PlannerError } from '../errors.ts';
import type { Metres, Place } from '../units.ts';
import { emptyDraft, spread, toPartial, toTable } from './draft.ts';
import type { Draft } from './draft.ts';
import { TravelError } from './error.ts';
import { fillLegs } from './osrm-legs.ts';
import type { OsrmServer } from './osrm-request.ts';
import { fillTable } from './osrm-table.ts';
import { distinctPlaces, pairKey } from './places.ts';
import { SnapMemory } from './snap-memory.ts';
import { straightLine } from './straight-line.ts';
import type { TravelTable, TravelTimes } from './types.ts';

/** Which server to ask, and its limits. Times are milliseconds here, distances metres. */
export interface OsrmOptions {
  /** Where osrm-routed answers, e.g. `http://127.0.0.1:5000`. */
  url: string;
  /** The part of the path after the version; osrm-routed ignores it, a proxy may not. Default 'driving'. */
  profile?: string;
  /** Default: the global one. */
  fetch?: typeof globalThis.fetch;
  /** Milliseconds for one request, body included; waiting for its turn does not count. Default 800. */
  timeout?: number;
  /** The server's `--max-table-size` L: a request asks for at most L x L cells. Default 100, as the server's. */
  maxTableSize?: number;
  /** The server's `--max-viaroute-size`: coordinates in one `/route`. Default 500, as the server's. */
  maxRouteSize?: number;
  /** Coordinates in one request, whatever its kind. Default 1000. */
  maxPoints?: number;
  /**
   * Characters in one address. Default 8000, below the 8 kB of a usual proxy: some 400 places as coordinates, 700 as
   * a polyline. Where no proxy stands in between, 100000 leaves room for the hints of a thousand places.
   */
  maxAddress?: number;
  /** Requests that one question (a call of `table` or `legs`) may have under way at once. Default 4. */
  maxParallel?: number;
  /** Of how many places to remember where they lie on the road; 0: of none. Default 10000, some 2 MB. */
  remembered?: number;
  /** How far from a road a place may lie before its times are refused, in metres. Default 1000. */
  maxSnap?: Metres;
  /**
   * Metres per second. When given, the promise of `TravelTimes.topSpeed` is made, and kept: places are moved
   * to the road, so a leg may beat the straight line; such a leg is raised to what this speed allows.
   */
  topSpeed?: number;
}

/**
 * A real `osrm-routed` (HTTP API v1, recorded from v6.0.0): `/table` for tables, `/route` for legs.
 *
 * What is larger than the server's limits is asked for in pieces, several at once, each with its own timeout; a slow one
 * holds up none of the others. Every place is asked for once, rounded to six decimals, as a polyline when the address
 * would be too long otherwise; fractions of a second are rounded up.
 *
 * How far a place lies from the road is checked when it is first met (and again after 500 questions). Questions about
 * places that passed leave the waypoints out (`skip_waypoints`) and give OSRM's hints back, where the address has room.
 *
 * Fails with a TravelError and nothing else, whose `partial` holds what other pieces brought, if any did. With
 * 'far-from-road' it is there always, and holds the cells of the other places.
 * @throws {PlannerError} when a number is not above 0 or `url` is not an http(s) address.
 */
export function osrm(options: OsrmOptions): TravelTimes & Required<Pick<TravelTimes, 'legs'>> {
  const server = checkedServer(options);
  const { topSpeed, maxSnap = defaultMaxSnap } = options;

  function answer(draft: Draft, failure: unknown, pair: (cell: number) => [Place, Place]): TravelTable {
    if (topSpeed !== undefined) raise(draft, topSpeed, pair);
    if (failure !== undefined) throw withPartial(failure, draft);
    const lost = draft.missing.indexOf(1);
    if (lost < 0) return toTable(draft);
    throw new TravelError(
      'far-from-road',
      `An end of ${pairKey(...pair(lost))} lies more than ${maxSnap} m from any road on the server's map`,
      { partial: toPartial(draft) },
    );
  }

  const travel: TravelTimes & Required<Pick<TravelTimes, 'legs'>> = {
    async table(from, to) {
      const rows = distinctPlaces(from);
      const columns = distinctPlaces(to);
      const draft = emptyDraft(rows.places.length * columns.places.length);
      const failure = await fillTable(server, draft, rows.places, columns.places);
      return answer(spread(draft, columns.places.length, rows.index, columns.index), failure, (cell) => [
        from[Math.floor(cell / to.length)] as Place,
        to[cell % to.length] as Place,
      ]);
    },
    async legs(from, to) {
      const draft = emptyDraft(from.length);
      const failure = await fillLegs(server, draft, from, to);
      return answer(draft, failure, (leg) => [from[leg] as Place, to[leg] as Place]);
    },
  };
  if (topSpeed !== undefined) travel.topSpeed = topSpeed;
  return travel;
}

const defaultMaxSnap: Metres = 1000;

/** The failure of one piece, with what the others brought. */
function withPartial(failure: unknown, draft: Draft): unknown {
  if (!(failure instanceof TravelError) || !draft.missing.includes(0)) return failure;
  return new TravelError(failure.code, failure.message, { partial: toPartial(draft), cause: failure });
}

function withoutLastSlashes(url: string): string {
  return url.endsWith('/') ? withoutLastSlashes(url.slice(0, -1)) : url;
}

function checkedServer(options: OsrmOptions): OsrmServer {
  const { timeout = 800, maxSnap = defaultMaxSnap, topSpeed = 1, remembered = 10_000 } = options;
  const { maxTableSize = 100, maxAddress = 8000, maxParallel = 4 } = options;
  const address = URL.parse(options.url);
  if (!address || !/^https?:$/.test(address.protocol)) {
    throw new PlannerError('invalid', 'url', 'must be an address that begins with http:// or https://');
  }
  if (address.username || address.password || address.search) {
    throw new PlannerError('invalid', 'url', 'must hold no user, password or query: OSRM takes none');
  }
  const above = { timeout, maxTableSize, maxSnap, topSpeed, maxAddress, maxParallel };
  for (const [field, value] of Object.entries(above)) {
    if (!(value > 0)) throw new PlannerError('out-of-range', field, `must be above 0, not ${value}`);
  }
  if (!(remembered >= 0)) {
    throw new PlannerError('out-of-range', 'remembered', `must be 0 or more, not ${remembered}`);
  }
  const { maxPoints = 1000, maxRouteSize = 500 } = options;
  for (const [field, value] of Object.entries({ maxPoints, maxRouteSize })) {
    if (value >= 2) continue;
    throw new PlannerError('out-of-range', field, `must be at least 2, a start and an end, not ${value}`);
  }
  return {
    url: withoutLastSlashes(options.url),
    name: address.host,
    profile: options.profile ?? 'driving',
    fetch: options.fetch ?? globalThis.fetch,
    timeout,
    maxTableSize,
    maxRouteSize,
    maxPoints,
    maxAddress,
    maxParallel,
    snaps: new SnapMemory(maxSnap, remembered),
  };
}

/** Raises what beats the straight line at `topSpeed`. */
function raise(draft: Draft, topSpeed: number, pair: (cell: number) => [Place, Place]): void {
  draft.seconds.forEach((seconds, cell) => {
    if (seconds >= 0)
      draft.seconds[cell] = Math.max(seconds, Math.ceil(straightLine(...pair(cell)) / topSpeed));
  });
}
