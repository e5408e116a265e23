import { importPiece } from '@itinera/db/imports';
import type { Context } from '../context.ts';
import { FileProblem } from './problems.ts';
import type { ImportFailure } from '@itinera/db';

/** A stored file from its beginning, one piece in memory at a time. */
export async function* filePieces(ctx: Context, importId: string): AsyncGenerator<Uint8Array, void> {
  for (let number = 0; ; number++) {
    const piece = await importPiece(ctx.db.read, importId, number);
    if (!piece) return;
    yield piece;
  }
}

/** A file's problem as it is kept and told. @throws every other error. */
export function failureOf(error: unknown): ImportFailure {
  if (!(error instanceof FileProblem)) throw error;
  const { code, line, column } = error;
  return {
    problem: code,
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
  };
}
