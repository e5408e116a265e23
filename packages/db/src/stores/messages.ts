import { and, eq } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { Message } from '../rows.ts';

/** The message a send job is about, of whichever unit. For the worker. */
export async function findMessageToSend(q: Queries, id: string): Promise<Message | undefined> {
  const { message: t } = q.tables;
  const [row] = await q.select().from(t).where(eq(t.id, id));
  return row;
}

/**
 * What became of a queued message; `blank` removes its content (it held a code) and to whom it went. False when it was
 * not queued any more. For the worker.
 */
export async function settleMessage(
  tx: Queries,
  id: string,
  { state, at, blank }: { state: 'sent' | 'failed' | 'superseded'; at: number; blank: boolean },
): Promise<boolean> {
  const { message: t } = tx.tables;
  const settled = await tx
    .update(t)
    .set({
      state,
      ...(state === 'sent' ? { sentAt: at } : {}),
      ...(blank ? { recipient: '', subject: '', text: '', html: null, blankedAt: at } : {}),
    })
    .where(and(eq(t.id, id), eq(t.state, 'queued')))
    .returning({ id: t.id });
  return settled.length === 1;
}
