import type { Place } from '../units.ts';
import { copyCell, spread } from './draft.ts';
import type { Draft } from './draft.ts';
import { TravelError } from './error.ts';
import { readRoute } from './osrm-answer.ts';
import { askQuestion, fits } from './osrm-question.ts';
import type { OsrmQuestion } from './osrm-question.ts';
import type { OsrmServer } from './osrm-request.ts';
import { askInPieces } from './pieces.ts';
import type { Piece } from './pieces.ts';
import { placeKey } from './places.ts';

/**
 * Fills `draft` with `from[i] -> to[i]` by `/route` requests through as many pairs as the limits allow, several at once.
 * @returns the first failure; what the other requests brought is in the draft
 */
export function fillLegs(server: OsrmServer, draft: Draft, from: Place[], to: Place[]): Promise<unknown> {
  const most = Math.min(server.maxPoints, server.maxRouteSize) >> 1;
  const ranges: Piece[] = [];
  for (let start = 0; start < from.length; start += most) {
    const end = Math.min(start + most, from.length);
    ranges.push(() => fillRange(server, draft, from, to, start, end));
  }
  return askInPieces(server.maxParallel, ranges);
}

/**
 * Asks for the pairs from `start` to before `end`, or says that they must be halved: to fit into an address, or because
 * OSRM answers NoRoute for the whole when one leg has none, until that leg stands alone.
 */
async function fillRange(
  server: OsrmServer,
  draft: Draft,
  from: Place[],
  to: Place[],
  start: number,
  end: number,
): Promise<Piece[]> {
  const halves = (): Piece[] => {
    const middle = (start + end) >> 1;
    return [
      () => fillRange(server, draft, from, to, start, middle),
      () => fillRange(server, draft, from, to, middle, end),
    ];
  };
  const { question, wanted } = routeQuestion(from.slice(start, end), to.slice(start, end));
  if (!fits(server, question) && end - start > 1) return halves();
  try {
    const legs = await askRoute(server, question, wanted);
    legs.missing.forEach((missing, cell) => {
      if (missing === 0) copyCell(draft, start + cell, legs, cell);
    });
    return [];
  } catch (error) {
    if (!(error instanceof TravelError && error.code === 'no-route')) throw error;
    if (end - start > 1) return halves();
    draft.missing[start] = 0;
    return [];
  }
}

/**
 * One route through the pairs in turn; between two that do not meet lies a leg nobody asked for. `wanted` are the
 * numbers of those that were.
 * `continue_straight=false` allows U-turns at the points: without it a leg's time would depend on the legs
 * around it (recorded: 1593 s in a route of five, 1548.1 s in the table) and could not be kept by pairs.
 */
function routeQuestion(from: Place[], to: Place[]): { question: OsrmQuestion; wanted: number[] } {
  const points: Place[] = [];
  const wanted = from.map((place, pair) => {
    const last = points.at(-1);
    if (!last || placeKey(last) !== placeKey(place)) points.push(place);
    return points.push(to[pair] as Place) - 2;
  });
  return {
    question: { service: 'route', points, query: 'overview=false&continue_straight=false' },
    wanted,
  };
}

async function askRoute(server: OsrmServer, question: OsrmQuestion, wanted: number[]): Promise<Draft> {
  const { body, known } = await askQuestion(server, question);
  const snapped =
    known?.map((snap) => snap.location) ?? server.snaps.read(body.waypoints, 'waypoints', question.points);
  const legs = readRoute(body, snapped);
  return spread(legs, legs.seconds.length, [0], wanted);
}
