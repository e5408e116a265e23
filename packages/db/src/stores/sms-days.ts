import { and, asc, desc, eq, gte, lt, sql } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { SmsDay } from '../rows.ts';

/** Which count: a unit's local date, and a country or `*` for all of them. */
export type SmsDayKey = Pick<SmsDay, 'businessUnitId' | 'date' | 'country'>;

/**
 * Adds to a count and returns it, kept from other writers until this write ends. Adding nothing reads and locks it.
 * Who takes both takes `*` before the country.
 */
export async function countSms(
  tx: Queries,
  key: SmsDayKey,
  { messages = 0, used = 0, refused = 0 }: Partial<Pick<SmsDay, 'messages' | 'used' | 'refused'>>,
): Promise<SmsDay> {
  const { smsDay: t } = tx.tables;
  const [row] = await tx
    .insert(t)
    .values({ ...key, messages, used, refused })
    .onConflictDoUpdate({
      target: [t.businessUnitId, t.date, t.country],
      set: {
        messages: sql`${t.messages} + ${messages}`,
        used: sql`${t.used} + ${used}`,
        refused: sql`${t.refused} + ${refused}`,
      },
    })
    .returning();
  if (!row) throw new Error('A count of text messages was neither found nor made');
  return row;
}

/** The counts of a unit from a date on, the newest date first, `*` before its countries. */
export async function listSmsDays(q: Queries, businessUnitId: string, fromDate: string): Promise<SmsDay[]> {
  const { smsDay: t } = q.tables;
  return q
    .select()
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), gte(t.date, fromDate)))
    .orderBy(desc(t.date), asc(t.country));
}

/** Forgets the counts of days before a date. For the worker. */
export async function deleteOldSmsDays(tx: Queries, beforeDate: string): Promise<void> {
  const { smsDay: t } = tx.tables;
  await tx.delete(t).where(lt(t.date, beforeDate));
}
