import type { Queries } from '@itinera/db';
import { findFilePiece } from '@itinera/db/files';

/** The bytes of a stored file, piece by piece; one that is deleted meanwhile ends early. */
export async function* contentOf(q: Queries, fileId: string): AsyncIterable<Uint8Array> {
  for (let number = 0; ; number++) {
    const piece = await findFilePiece(q, fileId, number);
    if (!piece) return;
    yield piece;
  }
}
