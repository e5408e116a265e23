import { PlannerError } from '../errors.ts';
import type { Metres, Place } from '../units.ts';
import { emptyDraft, spread, toPartial, toTable } from './draft.ts';
import type { Draft } from './draft.ts';
import { TravelError } from './error.ts';
import { fillLegs } from './osrm-legs.ts';
import type { OsrmServer } from './osrm-request.ts';
import { fillTable } from './osrm-table.ts';
import { distinctPlaces, pairKey } from './places.ts';
import { straightLine } from './straight-line.ts';
import type { TravelTable, TravelTimes } from './types.ts';

export interface OsrmOptions {
  /** Where osrm-routed answers, e.g. `http://127.0.0.1:5000`. */
  url: string;
  /** The part of the path after the version; osrm-routed ignores it, a proxy may not. Default 'driving'. */
  profile?: string;
  /** Default: the global one. */
  fetch?: typeof globalThis.fetch;
  /** Milliseconds for one request, body included. Default 800. */
  timeout?: number;
  /** The server's `--max-table-size` L: a question asks for at most L x L cells. Default 100, as the server's. */
  maxTableSize?: number;
  /** Coordinates in one address; 400 of them stay below the 8 kB of a usual proxy. Default 400. */
  maxPoints?: number;
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
 * What is larger than the server's limits is asked for in pieces, one after the other, each with its own
 * timeout. Every place is asked for once, rounded to six decimals; fractions of a second are rounded up.
 *
 * Fails with a TravelError and nothing else. 'far-from-road' carries the cells of the other places as
 * `partial`; every other failure is a failure of the whole answer.
 * @throws {PlannerError} when a number is not above 0 or `url` is not an http(s) address.
 */
export function osrm(options: OsrmOptions): TravelTimes & Required<Pick<TravelTimes, 'legs'>> {
  const server = checkedServer(options);
  const { topSpeed } = options;

  function answer(draft: Draft, pair: (cell: number) => [Place, Place]): TravelTable {
    if (topSpeed !== undefined) raise(draft, topSpeed, pair);
    const lost = draft.missing.indexOf(1);
    if (lost < 0) return toTable(draft);
    throw new TravelError(
      'far-from-road',
      `An end of ${pairKey(...pair(lost))} lies more than ${server.maxSnap} m from any road on the server's map`,
      { partial: toPartial(draft) },
    );
  }

  const travel: TravelTimes & Required<Pick<TravelTimes, 'legs'>> = {
    async table(from, to) {
      const rows = distinctPlaces(from);
      const columns = distinctPlaces(to);
      const draft = emptyDraft(rows.places.length * columns.places.length);
      await fillTable(server, draft, rows.places, columns.places);
      return answer(spread(draft, columns.places.length, rows.index, columns.index), (cell) => [
        from[Math.floor(cell / to.length)] as Place,
        to[cell % to.length] as Place,
      ]);
    },
    async legs(from, to) {
      const draft = emptyDraft(from.length);
      await fillLegs(server, draft, from, to);
      return answer(draft, (leg) => [from[leg] as Place, to[leg] as Place]);
    },
  };
  if (topSpeed !== undefined) travel.topSpeed = topSpeed;
  return travel;
}

function checkedServer(options: OsrmOptions): OsrmServer {
  const { timeout = 800, maxTableSize = 100, maxPoints = 400, maxSnap = 1000, topSpeed = 1 } = options;
  const address = URL.parse(options.url);
  if (!address || !/^https?:$/.test(address.protocol)) {
    throw new PlannerError('invalid', 'url', 'must be an address that begins with http:// or https://');
  }
  if (address.username || address.password || address.search) {
    throw new PlannerError('invalid', 'url', 'must hold no user, password or query: OSRM takes none');
  }
  for (const [field, value] of Object.entries({ timeout, maxTableSize, maxSnap, topSpeed })) {
    if (!(value > 0)) throw new PlannerError('out-of-range', field, `must be above 0, not ${value}`);
  }
  if (!(maxPoints >= 2)) {
    throw new PlannerError(
      'out-of-range',
      'maxPoints',
      `must be at least 2, a start and an end, not ${maxPoints}`,
    );
  }
  return {
    url: options.url.replace(/\/+$/, ''),
    name: address.host,
    profile: options.profile ?? 'driving',
    fetch: options.fetch ?? globalThis.fetch,
    timeout,
    maxTableSize,
    maxPoints,
    maxSnap,
  };
}

/** Raises what beats the straight line at `topSpeed`. */
function raise(draft: Draft, topSpeed: number, pair: (cell: number) => [Place, Place]): void {
  draft.seconds.forEach((seconds, cell) => {
    if (seconds >= 0)
      draft.seconds[cell] = Math.max(seconds, Math.ceil(straightLine(...pair(cell)) / topSpeed));
  });
}
