import { and, eq, inArray, isNotNull, type SQL } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import { inPieces } from './in-pieces.ts';

/**
 * Leaves the events about these subjects the values under the keys `kept`, and no other: that they happened, when, and
 * who did it stays.
 */
export async function blankEventsAbout(
  tx: Queries,
  businessUnitId: string,
  subject: { type: 'customer' | 'access' | 'intervention'; ids: readonly string[] },
  kept: readonly string[],
): Promise<void> {
  const { event: t } = tx.tables;
  await inPieces(subject.ids, (piece) =>
    blank(tx, businessUnitId, and(eq(t.subjectType, subject.type), inArray(t.subjectId, piece)), kept),
  );
}

/** The same for whatever these accesses did themselves. */
export async function blankEventsBy(
  tx: Queries,
  businessUnitId: string,
  accessIds: readonly string[],
  kept: readonly string[],
): Promise<void> {
  const { event: t } = tx.tables;
  await inPieces(accessIds, (piece) =>
    blank(tx, businessUnitId, and(eq(t.actorType, 'access'), inArray(t.actorId, piece)), kept),
  );
}

async function blank(
  tx: Queries,
  businessUnitId: string,
  which: SQL | undefined,
  kept: readonly string[],
): Promise<void> {
  const { event: t } = tx.tables;
  const rows = await tx
    .select({ sequence: t.sequence, data: t.data })
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), isNotNull(t.data), which));
  for (const { sequence, data } of rows) {
    const entries = typeof data === 'object' && data !== null ? Object.entries(data) : [];
    const facts = entries.filter(([key]) => kept.includes(key));
    if (entries.length > 0 && facts.length === entries.length) continue;
    await tx
      .update(t)
      .set({ data: facts.length > 0 ? Object.fromEntries(facts) : null })
      .where(and(eq(t.businessUnitId, businessUnitId), eq(t.sequence, sequence)));
  }
}
