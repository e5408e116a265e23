import type { AssistantOffer } from '@itinera/core';
import type { EpochSeconds, IsoDate } from '@itinera/core/shared';
import { addDays, clock, dateAt, zoneName } from '../format/time.ts';

/** One window of the table: everybody who can keep it, best first. */
export interface Cell {
  date: IsoDate;
  start: EpochSeconds;
  end: EpochSeconds;
  offers: [AssistantOffer, ...AssistantOffer[]];
}

/** Dates across, clock times down; a window that nobody can keep is an empty place. */
export interface OfferTable {
  dates: IsoDate[];
  times: string[];
  /** `cells[row][column]`. */
  cells: (Cell | null)[][];
}

/** Which offer is meant, whatever else the server says of it. */
export function offerId(
  offer: Pick<AssistantOffer, 'start' | 'end'> & { technician: { id: string } },
): string {
  return `${offer.start}-${offer.end}-${offer.technician.id}`;
}

/** Lays offers out by date and by the clock of `zone` at which their window begins. */
export function layOutOffers(offers: AssistantOffer[], zone: string, from: IsoDate, to: IsoDate): OfferTable {
  const dates: IsoDate[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) dates.push(date);
  const cells = new Map<string, Cell>();
  for (const offer of [...offers].sort((a, b) => a.cost - b.cost)) {
    const date = dateAt(offer.start, zone);
    const plain = `${date} ${clock(offer.start, zone)}`;
    // The hour that an autumn night repeats: two windows of one name, told apart by the zone's.
    const repeated = (cells.get(plain)?.start ?? offer.start) !== offer.start;
    const key = repeated ? `${plain} ${zoneName(offer.start, zone)}` : plain;
    const cell = cells.get(key);
    if (cell) cell.offers.push(offer);
    else cells.set(key, { date, start: offer.start, end: offer.end, offers: [offer] });
  }
  const times = [...new Set([...cells.keys()].map((key) => key.slice(11)))].sort();
  return {
    dates,
    times,
    cells: times.map((time) => dates.map((date) => cells.get(`${date} ${time}`) ?? null)),
  };
}

/** The cell an arrow key leads to from `row`, `column`: the next one in its direction that has an offer. */
export function nextCell(
  cells: (Cell | null)[][],
  row: number,
  column: number,
  key: string,
): { row: number; column: number } | null {
  const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[key];
  if (step) {
    const [down = 0, across = 0] = step;
    for (let r = row + down, c = column + across; cells[r]?.[c] !== undefined; r += down, c += across)
      if (cells[r]?.[c]) return { row: r, column: c };
    return across === 0 ? null : nearestInColumn(cells, row, column, across);
  }
  const inRow = (cells[row] ?? []).flatMap((cell, c) => (cell ? [c] : []));
  if (key === 'Home' && inRow.length > 0) return { row, column: inRow[0] ?? column };
  if (key === 'End' && inRow.length > 0) return { row, column: inRow.at(-1) ?? column };
  return null;
}

/** Nothing further along the row: the closest time of the next date that has any. */
function nearestInColumn(cells: (Cell | null)[][], row: number, column: number, across: number) {
  for (let c = column + across; cells[0]?.[c] !== undefined; c += across) {
    const rows = cells.flatMap((line, r) => (line[c] ? [r] : []));
    const [closest] = rows.sort((a, b) => Math.abs(a - row) - Math.abs(b - row));
    if (closest !== undefined) return { row: closest, column: c };
  }
  return null;
}
