import { and, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import { inPieces } from './in-pieces.ts';

/** Which messages: by their ids, by whom they were for, what they are about, or (where nobody is noted) where they went. */
export interface MessagesToBlank {
  ids?: readonly string[];
  accessIds: readonly string[];
  interventionIds: readonly string[];
  recipients: readonly string[];
}

/** Takes recipient and words out of messages, and their jobs away: one that waits never leaves. */
export async function blankMessages(
  tx: Queries,
  businessUnitId: string,
  { ids = [], accessIds, interventionIds, recipients }: MessagesToBlank,
  at: number,
): Promise<void> {
  const { message: t } = tx.tables;
  const blank = (which: SQL | undefined): Promise<void> =>
    blankMessagesWhere(tx, and(eq(t.businessUnitId, businessUnitId), which), at);
  await inPieces(ids, (piece) => blank(inArray(t.id, piece)));
  await inPieces(accessIds, (piece) => blank(inArray(t.accessId, piece)));
  await inPieces(interventionIds, (piece) => blank(inArray(t.interventionId, piece)));
  await inPieces(recipients, (piece) => blank(inArray(t.recipient, piece)));
}

async function blankMessagesWhere(tx: Queries, which: SQL | undefined, at: number): Promise<void> {
  const { message: t, job } = tx.tables;
  const blanked = await tx
    .update(t)
    .set({
      recipient: '',
      subject: '',
      text: '',
      html: null,
      accessId: null,
      blankedAt: at,
      state: sql`CASE WHEN ${t.state} = 'queued' THEN 'superseded' ELSE ${t.state} END`,
    })
    .where(which)
    .returning({ id: t.id });
  await inPieces(blanked, (piece) =>
    tx.delete(job).where(
      and(
        eq(job.kind, 'send-message'),
        inArray(
          job.payload,
          piece.map(({ id }) => ({ messageId: id })),
        ),
      ),
    ),
  );
}

/** Removes every hold of a customer, or of an access, with its stops. */
export async function deleteHoldsOf(
  tx: Queries,
  businessUnitId: string,
  of: { customerId: string } | { accessId: string },
): Promise<void> {
  const { hold: t, assignment: a } = tx.tables;
  const held = await tx
    .select({ id: t.id })
    .from(t)
    .where(
      and(
        eq(t.businessUnitId, businessUnitId),
        'customerId' in of ? eq(t.customerId, of.customerId) : eq(t.accessId, of.accessId),
      ),
    );
  await inPieces(
    held.map(({ id }) => id),
    async (piece) => {
      await tx.delete(a).where(inArray(a.holdId, piece));
      await tx.delete(t).where(inArray(t.id, piece));
    },
  );
}

/** Forgets what was answered to these accesses: an answer may name people and places. */
export async function deleteAnswersTo(tx: Queries, accessIds: readonly string[]): Promise<void> {
  const { idempotency: t } = tx.tables;
  const actors = accessIds.map((id) => `access:${id}`);
  await inPieces(actors, (piece) => tx.delete(t).where(inArray(t.actor, piece)));
}
