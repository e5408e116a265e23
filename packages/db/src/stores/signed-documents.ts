import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { SignedDocument } from '../rows.ts';
import { erasedWord } from './erased-word.ts';
import { inPieces } from './in-pieces.ts';

/** What was decided about these interventions' documents, the oldest first. */
export async function listSignedDocuments(
  q: Queries,
  businessUnitId: string,
  interventionIds: readonly string[],
): Promise<SignedDocument[]> {
  const { signedDocument: t } = q.tables;
  const found: SignedDocument[] = [];
  await inPieces(interventionIds, async (piece) => {
    const rows = await q
      .select()
      .from(t)
      .where(and(eq(t.businessUnitId, businessUnitId), inArray(t.interventionId, piece)))
      .orderBy(asc(t.signedAt), asc(t.id));
    found.push(...rows);
  });
  return found;
}

/** Takes the words out of these interventions' documents; what was decided when stays, with the hash. */
export async function blankSignedDocuments(
  tx: Queries,
  businessUnitId: string,
  interventionIds: readonly string[],
  erasedAt: number,
): Promise<void> {
  const { signedDocument: t } = tx.tables;
  await inPieces(interventionIds, (piece) =>
    tx
      .update(t)
      .set({ title: erasedWord, text: '', signerName: erasedWord, reason: null, drawingId: null, erasedAt })
      .where(and(eq(t.businessUnitId, businessUnitId), inArray(t.interventionId, piece))),
  );
}
