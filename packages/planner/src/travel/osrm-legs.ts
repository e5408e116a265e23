import type { Place } from '../units.ts';
import { copyCell, spread } from './draft.ts';
import type { Draft } from './draft.ts';
import { TravelError } from './error.ts';
import { readRoute } from './osrm-answer.ts';
import { askOsrm } from './osrm-request.ts';
import type { OsrmServer } from './osrm-request.ts';
import { placeKey } from './places.ts';

/** Fills `draft` with `from[i] -> to[i]` by `/route` requests through as many pairs as the limit allows. */
export async function fillLegs(server: OsrmServer, draft: Draft, from: Place[], to: Place[]): Promise<void> {
  const most = server.maxPoints >> 1;
  for (let start = 0; start < from.length; start += most) {
    await fillRange(server, draft, from, to, start, Math.min(start + most, from.length));
  }
}

/** OSRM answers NoRoute for the whole when one leg has none: the route is halved until that leg stands alone. */
async function fillRange(
  server: OsrmServer,
  draft: Draft,
  from: Place[],
  to: Place[],
  start: number,
  end: number,
): Promise<void> {
  try {
    const legs = await askRoute(server, from.slice(start, end), to.slice(start, end));
    legs.missing.forEach((missing, cell) => {
      if (missing === 0) copyCell(draft, start + cell, legs, cell);
    });
  } catch (error) {
    if (!(error instanceof TravelError && error.code === 'no-route')) throw error;
    if (end - start === 1) {
      draft.missing[start] = 0;
      return;
    }
    const middle = (start + end) >> 1;
    await fillRange(server, draft, from, to, start, middle);
    await fillRange(server, draft, from, to, middle, end);
  }
}

/**
 * One route through the pairs in turn; between two that do not meet lies a leg nobody asked for.
 * `continue_straight=false` allows U-turns at the points: without it a leg's time would depend on the legs
 * around it (recorded: 1593 s in a route of five, 1548.1 s in the table) and could not be kept by pairs.
 */
async function askRoute(server: OsrmServer, from: Place[], to: Place[]): Promise<Draft> {
  const points: Place[] = [];
  const wanted = from.map((place, pair) => {
    const last = points.at(-1);
    if (!last || placeKey(last) !== placeKey(place)) points.push(place);
    return points.push(to[pair] as Place) - 2;
  });
  const coordinates = points.map(placeKey).join(';');
  const query = 'overview=false&continue_straight=false';
  const body = await askOsrm(server, `/route/v1/${server.profile}/${coordinates}?${query}`);
  const legs = readRoute(body, points, server.maxSnap);
  return spread(legs, legs.seconds.length, [0], wanted);
}
