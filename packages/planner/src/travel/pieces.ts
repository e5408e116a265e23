/** Part of a question, asked for by itself; resolves to smaller pieces that have to be asked for instead, or to none. */
export type Piece = () => Promise<readonly Piece[]>;

/**
 * Asks for the pieces, at most `most` at once, in their order; a slow one keeps its own place busy and no other.
 * After a failure no piece is begun any more, and those under way are waited for: what they bring is kept.
 * @returns the first failure, or undefined when there was none
 */
export function askInPieces(most: number, pieces: readonly Piece[]): Promise<unknown> {
  const waiting = [...pieces];
  const failures: unknown[] = [];
  let running = 0;
  return new Promise((resolve) => {
    const step = (): void => {
      while (running < most && failures.length === 0 && waiting.length > 0) {
        running += 1;
        const piece = waiting.shift() as Piece;
        void piece()
          .then(
            (smaller) => void waiting.unshift(...smaller),
            (error: unknown) => void failures.push(error),
          )
          .then(() => {
            running -= 1;
            step();
          });
      }
      if (running === 0) resolve(failures[0]);
    };
    step();
  });
}
