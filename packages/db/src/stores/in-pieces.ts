const perStatement = 500;

/** Runs one statement for each 500 of what it names, one after the other: no statement grows beyond an engine's limits. */
export async function inPieces<T>(all: readonly T[], run: (piece: T[]) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < all.length; start += perStatement)
    await run(all.slice(start, start + perStatement));
}
