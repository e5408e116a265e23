import type { Place } from '../units.ts';
import { copyCell, spread } from './draft.ts';
import type { Draft } from './draft.ts';
import { readTable } from './osrm-answer.ts';
import { askQuestion, fits } from './osrm-question.ts';
import type { OsrmQuestion } from './osrm-question.ts';
import type { OsrmServer } from './osrm-request.ts';
import { askInPieces } from './pieces.ts';
import type { Piece } from './pieces.ts';
import { distinctPlaces, placesAt } from './places.ts';

/**
 * Fills `draft` (`from` x `to`, each list without repetitions) by as few `/table` requests as the limits allow, several
 * at once.
 * @returns the first failure; what the other requests brought is in the draft
 */
export function fillTable(server: OsrmServer, draft: Draft, from: Place[], to: Place[]): Promise<unknown> {
  const [height, width] = blockSize(server, from.length, to.length);
  const blocks: Piece[] = [];
  for (let top = 0; top < from.length; top += height) {
    for (let left = 0; left < to.length; left += width) {
      const rows = { start: top, end: Math.min(top + height, from.length) };
      const columns = { start: left, end: Math.min(left + width, to.length) };
      blocks.push(() => fillBlock(server, draft, from, to, rows, columns));
    }
  }
  return askInPieces(server.maxParallel, blocks);
}

/** The server limits the product of the sides (to L x L), an address their sum: `1 x N` passes where `N x N` is too big. */
function blockSize(server: OsrmServer, rows: number, columns: number): [number, number] {
  const short = Math.min(rows, columns, server.maxTableSize, server.maxPoints >> 1);
  const long = Math.min(Math.floor(server.maxTableSize ** 2 / short), server.maxPoints - short);
  return rows <= columns ? [short, long] : [long, short];
}

/** From `start` to before `end`. */
interface Range {
  start: number;
  end: number;
}

/** Asks for a block of the table, or says that it must be halved to fit into an address. */
async function fillBlock(
  server: OsrmServer,
  draft: Draft,
  from: Place[],
  to: Place[],
  rows: Range,
  columns: Range,
): Promise<Piece[]> {
  const part = partOf(server, from.slice(rows.start, rows.end), to.slice(columns.start, columns.end));
  const [height, width] = [rows.end - rows.start, columns.end - columns.start];
  if (!fits(server, part.question) && height * width > 1) {
    const tall = height > width;
    return halves(tall ? rows : columns).map(
      (half) => () => fillBlock(server, draft, from, to, tall ? half : rows, tall ? columns : half),
    );
  }
  const block = await part.ask();
  block.missing.forEach((missing, cell) => {
    if (missing === 1) return;
    const row = rows.start + Math.floor(cell / width);
    copyCell(draft, row * to.length + columns.start + (cell % width), block, cell);
  });
  return [];
}

function halves({ start, end }: Range): [Range, Range] {
  const middle = (start + end) >> 1;
  return [
    { start, end: middle },
    { start: middle, end },
  ];
}

/** The question about a block, and how its answer is read. */
function partOf(
  server: OsrmServer,
  from: Place[],
  to: Place[],
): { question: OsrmQuestion; ask: () => Promise<Draft> } {
  // The shorter side first: a place asked from (or to) all others is coordinate 0.
  const fromFirst = from.length <= to.length;
  const { places: points, index } = distinctPlaces(fromFirst ? [...from, ...to] : [...to, ...from]);
  const sources = fromFirst ? index.slice(0, from.length) : index.slice(to.length);
  const destinations = fromFirst ? index.slice(from.length) : index.slice(0, to.length);
  if (points.length === 1) points.push(...points); // OSRM wants two coordinates at least.
  const exact: Selection = { points, sources, destinations };
  const question = tableQuestion(exact);
  const all = [...points.keys()];
  const whole: Selection = fromFirst ? { ...exact, destinations: all } : { ...exact, sources: all };
  // The list of the long side takes four characters a place. Asking for all of them, one or two more, takes none.
  const shorter = whole.sources.length * whole.destinations.length <= server.maxTableSize ** 2;
  if (fits(server, question) || !shorter) return { question, ask: () => askTable(server, exact) };
  return {
    question: tableQuestion(whole),
    ask: async () => {
      const answer = await askTable(server, whole);
      return fromFirst
        ? spread(answer, all.length, [...sources.keys()], destinations)
        : spread(answer, destinations.length, sources, [...destinations.keys()]);
    },
  };
}

/** Which of the points are asked from and to, by their numbers. */
interface Selection {
  points: Place[];
  sources: number[];
  destinations: number[];
}

async function askTable(server: OsrmServer, selection: Selection): Promise<Draft> {
  const { points, sources, destinations } = selection;
  const from = placesAt(points, sources);
  const to = placesAt(points, destinations);
  const { body, known } = await askQuestion(server, tableQuestion(selection));
  const starts = known
    ? sources.map((number) => known[number]?.location)
    : server.snaps.read(body.sources, 'sources', from);
  const ends = known
    ? destinations.map((number) => known[number]?.location)
    : server.snaps.read(body.destinations, 'destinations', to);
  return readTable(body, [from, starts], [to, ends]);
}

function tableQuestion({ points, sources, destinations }: Selection): OsrmQuestion {
  const query =
    listed('sources', sources, points.length) +
    listed('destinations', destinations, points.length) +
    'annotations=duration,distance';
  return { service: 'table', points, query };
}

/** Nothing when all coordinates are meant in their order, which is what OSRM takes then. */
function listed(name: string, numbers: number[], all: number): string {
  const whole = numbers.length === all && numbers.every((number, at) => number === at);
  return whole ? '' : `${name}=${numbers.join(';')}&`;
}
