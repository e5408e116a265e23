import type { TravelTable, TravelTimes } from '../travel/types.ts';
import type { Place } from '../units.ts';

interface Cell {
  seconds: number;
  estimated: number;
}

/**
 * A provider that asks each pair once: one slot is tried many times. It makes no promise of a top speed, so that every
 * leg is the real one.
 */
export function rememberedTravel(inner: TravelTimes): TravelTimes {
  const cells = new Map<string, Cell>();
  const key = (from: Place, to: Place) => `${from.lon},${from.lat};${to.lon},${to.lat}`;

  async function answer(pairs: [Place, Place][], ask: () => Promise<TravelTable>): Promise<TravelTable> {
    const keys = pairs.map(([from, to]) => key(from, to));
    if (!keys.every((pair) => cells.has(pair))) {
      const table = await ask();
      // An answer of the wrong length goes on as it is: whoever asked refuses it.
      if (table.seconds.length !== keys.length) return table;
      keys.forEach((pair, i) =>
        cells.set(pair, { seconds: table.seconds[i]!, estimated: table.estimated?.[i] ?? 0 }),
      );
    }
    const known = keys.map((pair) => cells.get(pair)!);
    return {
      seconds: Int32Array.from(known, ({ seconds }) => seconds),
      estimated: Uint8Array.from(known, ({ estimated }) => estimated),
    };
  }

  return {
    table: (from, to) =>
      answer(
        from.flatMap((a) => to.map((b): [Place, Place] => [a, b])),
        () => inner.table(from, to),
      ),
    ...(inner.legs !== undefined && {
      legs: (from: Place[], to: Place[]) =>
        answer(
          from.map((a, i) => [a, to[i]!]),
          () => inner.legs!(from, to),
        ),
    }),
  };
}
