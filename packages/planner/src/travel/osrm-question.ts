import type { Place } from '../units.ts';
import { TravelError } from './error.ts';
import { askOsrm } from './osrm-request.ts';
import type { OsrmServer } from './osrm-request.ts';
import { placeKey } from './places.ts';
import { polyline6 } from './polyline.ts';
import type { Snap } from './snap-memory.ts';

/** One question about some places, that fits into an address. */
export interface OsrmQuestion {
  service: 'table' | 'route';
  points: Place[];
  /** After the `?`. */
  query: string;
}

/** An answer, and where its places lie on the road when that was known and not asked for again. */
export interface OsrmAnswer {
  body: Record<string, unknown>;
  known: Snap[] | undefined;
}

/** Whether the question fits into an address of the server's, its places written the short way if need be. */
export function fits(server: OsrmServer, question: OsrmQuestion): boolean {
  return addressOf(server, question, `${question.query}${withoutWaypoints}`) !== undefined;
}

/**
 * Asks, and leaves the waypoints out when all places are remembered. A server that does not take its hints, or that has
 * another map than the one they are of, is asked once more for everything.
 * @throws {TravelError} as `askOsrm`; 'too-big' when the question does not fit into an address.
 */
export async function askQuestion(server: OsrmServer, question: OsrmQuestion): Promise<OsrmAnswer> {
  const known = server.snaps.recall(question.points);
  if (known) {
    try {
      const body = await askOsrm(server, addressWith(server, question, known));
      if (server.snaps.isOfSameMap(body)) return { body, known };
    } catch (error) {
      if (!(error instanceof TravelError && hintTrouble.has(error.code))) throw error;
      server.snaps.forget();
    }
  }
  const body = await askOsrm(server, addressWith(server, question, undefined));
  server.snaps.isOfSameMap(body);
  return { body, known: undefined };
}

/** What OSRM says of a hint that it cannot read. */
const hintTrouble: ReadonlySet<string> = new Set(['invalid-query', 'invalid-options', 'invalid-value']);

const withoutWaypoints = '&skip_waypoints=true';

/** Hints take some hundred characters a place: they are given where they fit in, and the waypoints are left out anyway. */
function addressWith(server: OsrmServer, question: OsrmQuestion, known: Snap[] | undefined): string {
  const plain = known ? `${question.query}${withoutWaypoints}` : question.query;
  const hints = known?.map(({ hint }) => encodeURIComponent(hint)).join(';');
  const address =
    (hints === undefined ? undefined : addressOf(server, question, `${plain}&hints=${hints}`)) ??
    addressOf(server, question, plain);
  if (address !== undefined) return address;
  throw new TravelError(
    'too-big',
    `A question about ${question.points.length} places does not fit into an address of ${server.maxAddress} characters`,
  );
}

/** Coordinates as people read them where they fit, otherwise as a polyline; undefined when not even that fits. */
function addressOf(server: OsrmServer, { service, points }: OsrmQuestion, query: string): string | undefined {
  const start = `/${service}/v1/${server.profile}/`;
  const room = server.maxAddress - server.url.length - start.length - query.length - 1;
  const plain = points.map(placeKey).join(';');
  if (plain.length <= room) return `${start}${plain}?${query}`;
  const short = `polyline6(${encodeURIComponent(polyline6(points))})`;
  return short.length <= room ? `${start}${short}?${query}` : undefined;
}
