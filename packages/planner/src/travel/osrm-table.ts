import type { Place } from '../units.ts';
import { copyCell } from './draft.ts';
import type { Draft } from './draft.ts';
import { readTable } from './osrm-answer.ts';
import { askOsrm } from './osrm-request.ts';
import type { OsrmServer } from './osrm-request.ts';
import { distinctPlaces } from './places.ts';

/** Fills `draft` (`from` x `to`, each list without repetitions) by as few `/table` requests as the limits allow. */
export async function fillTable(server: OsrmServer, draft: Draft, from: Place[], to: Place[]): Promise<void> {
  const [height, width] = blockSize(server, from.length, to.length);
  for (let top = 0; top < from.length; top += height) {
    for (let left = 0; left < to.length; left += width) {
      const columns = to.slice(left, left + width);
      const block = await askTable(server, from.slice(top, top + height), columns);
      block.missing.forEach((missing, cell) => {
        if (missing === 1) return;
        const row = top + Math.floor(cell / columns.length);
        copyCell(draft, row * to.length + left + (cell % columns.length), block, cell);
      });
    }
  }
}

/** The server limits the product of the sides (to L x L), an address their sum: `1 x N` passes where `N x N` is too big. */
function blockSize(server: OsrmServer, rows: number, columns: number): [number, number] {
  const short = Math.min(rows, columns, server.maxTableSize, server.maxPoints >> 1);
  const long = Math.min(Math.floor(server.maxTableSize ** 2 / short), server.maxPoints - short);
  return rows <= columns ? [short, long] : [long, short];
}

async function askTable(server: OsrmServer, from: Place[], to: Place[]): Promise<Draft> {
  // The shorter side first: a place asked from (or to) all others is coordinate 0.
  const fromFirst = from.length <= to.length;
  const { keys, index } = distinctPlaces(fromFirst ? [...from, ...to] : [...to, ...from]);
  const sources = fromFirst ? index.slice(0, from.length) : index.slice(to.length);
  const destinations = fromFirst ? index.slice(from.length) : index.slice(0, to.length);
  if (keys.length === 1) keys.push(...keys); // OSRM wants two coordinates at least.
  const query =
    selection('sources', sources, keys.length) +
    selection('destinations', destinations, keys.length) +
    'annotations=duration,distance';
  const body = await askOsrm(server, `/table/v1/${server.profile}/${keys.join(';')}?${query}`);
  return readTable(body, from, to, server.maxSnap);
}

/** Nothing when all coordinates are meant in their order, which is what OSRM takes then. */
function selection(name: string, numbers: number[], all: number): string {
  const whole = numbers.length === all && numbers.every((number, at) => number === at);
  return whole ? '' : `${name}=${numbers.join(';')}&`;
}
