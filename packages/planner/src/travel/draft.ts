import { TravelError } from './error.ts';
import type { PartialTravel } from './error.ts';
import type { TravelTable } from './types.ts';

/** A table that is being filled cell by cell. Nothing is known of a cell while `missing` is 1. */
export interface Draft {
  seconds: Int32Array;
  metres: Int32Array;
  estimated: Uint8Array;
  missing: Uint8Array;
}

/** A draft of `cells` cells, all missing. */
export function emptyDraft(cells: number): Draft {
  return {
    seconds: new Int32Array(cells).fill(-1),
    metres: new Int32Array(cells).fill(-1),
    estimated: new Uint8Array(cells),
    missing: new Uint8Array(cells).fill(1),
  };
}

/**
 * A provider's answer, if it has the cells it was asked for.
 * @throws {TravelError} 'bad-answer' otherwise: what it leaves out must not pass for "no road".
 */
export function withCells(table: TravelTable, cells: number): TravelTable {
  if (table.seconds.length === cells) return table;
  throw new TravelError('bad-answer', `The provider answered ${table.seconds.length} cells of ${cells}`);
}

/** Copies one cell of an answer; `mark` makes an estimate of it whatever the answer says of itself. */
export function copyCell(draft: Draft, at: number, table: TravelTable, from: number, mark = false): void {
  draft.seconds[at] = table.seconds[from] ?? -1;
  draft.metres[at] = table.metres?.[from] ?? -1;
  draft.estimated[at] = mark ? 1 : (table.estimated?.[from] ?? 0);
  draft.missing[at] = 0;
}

/** The draft's cells as an answer, without the columns that would say nothing. */
export function toTable(draft: Draft): TravelTable {
  const table: TravelTable = { seconds: draft.seconds };
  if (draft.metres.some((metres) => metres >= 0)) table.metres = draft.metres;
  if (draft.estimated.includes(1)) table.estimated = draft.estimated;
  return table;
}

/** What a failed provider can still tell. */
export function toPartial(draft: Draft): PartialTravel {
  return { table: toTable(draft), missing: draft.missing };
}

/** The cells of a table of distinct rows and columns, laid out for the places as they were given. */
export function spread(draft: Draft, columns: number, rowIndex: number[], columnIndex: number[]): Draft {
  const wide = emptyDraft(rowIndex.length * columnIndex.length);
  let at = 0;
  for (const row of rowIndex) {
    for (const column of columnIndex) {
      const cell = row * columns + column;
      if (draft.missing[cell] === 0) copyCell(wide, at, draft, cell);
      at += 1;
    }
  }
  return wide;
}
