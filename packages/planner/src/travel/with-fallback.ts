import { askLegs } from './ask-legs.ts';
import { copyCell, emptyDraft, toTable, withCells } from './draft.ts';
import type { Draft } from './draft.ts';
import { TravelError } from './error.ts';
import { groupMissing } from './missing-pairs.ts';
import { placesAt } from './places.ts';
import type { TravelTable, TravelTimes } from './types.ts';

/**
 * `primary`, and when it fails, with whatever error, `secondary`, every cell of whose answer is marked as an
 * estimate. A primary that fails in part (`TravelError.partial`: a cache whose server is down, a matrix
 * without one place) keeps the cells it has, and `secondary` is asked for exactly the others.
 * Fails only when `secondary` fails, with its error. `onFailure` sees each failure of the primary.
 */
export function withFallback(
  primary: TravelTimes,
  secondary: TravelTimes,
  options: { onFailure?: (error: unknown) => void } = {},
): TravelTimes & Required<Pick<TravelTimes, 'legs'>> {
  async function answer(
    ask: () => Promise<TravelTable>,
    cells: number,
    complete: (draft: Draft) => Promise<void>,
  ): Promise<TravelTable> {
    try {
      return withCells(await ask(), cells);
    } catch (error) {
      options.onFailure?.(error);
      const draft = emptyDraft(cells);
      const partial = error instanceof TravelError ? error.partial : undefined;
      partial?.missing.forEach((missing, cell) => {
        if (missing === 0) copyCell(draft, cell, partial.table, cell);
      });
      await complete(draft);
      return toTable(draft);
    }
  }

  const travel: TravelTimes & Required<Pick<TravelTimes, 'legs'>> = {
    table: (from, to) =>
      answer(
        () => primary.table(from, to),
        from.length * to.length,
        async (draft) => {
          for (const { rows, columns } of groupMissing(draft.missing, from.length, to.length)) {
            const asked = secondary.table(placesAt(from, rows), placesAt(to, columns));
            const found = withCells(await asked, rows.length * columns.length);
            rows.forEach((row, r) => {
              columns.forEach((column, c) => {
                copyCell(draft, row * to.length + column, found, r * columns.length + c, true);
              });
            });
          }
        },
      ),
    legs: (from, to) =>
      answer(
        () => askLegs(primary, from, to),
        from.length,
        async (draft) => {
          const legs = [...draft.missing.keys()].filter((leg) => draft.missing[leg] === 1);
          const found = await askLegs(secondary, placesAt(from, legs), placesAt(to, legs));
          legs.forEach((leg, cell) => copyCell(draft, leg, found, cell, true));
        },
      ),
  };
  if (primary.topSpeed !== undefined && secondary.topSpeed !== undefined) {
    travel.topSpeed = Math.max(primary.topSpeed, secondary.topSpeed);
  }
  return travel;
}
