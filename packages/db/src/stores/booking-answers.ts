import { and, asc, eq, inArray, lte } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { BookingAnswers, NewBookingAnswers } from '../rows.ts';
import { inPieces } from './in-pieces.ts';

/** Whose answers, about which work where: there is one row of each. */
export interface BookingAnswersKey {
  accessId: string;
  activityTypeId: string;
  addressId: string;
}

/** What somebody answered of work that they are about to book. */
export async function findBookingAnswers(
  q: Queries,
  businessUnitId: string,
  { accessId, activityTypeId, addressId }: BookingAnswersKey,
): Promise<BookingAnswers | undefined> {
  const { bookingAnswers: t } = q.tables;
  const [row] = await q
    .select()
    .from(t)
    .where(
      and(
        eq(t.businessUnitId, businessUnitId),
        eq(t.accessId, accessId),
        eq(t.activityTypeId, activityTypeId),
        eq(t.addressId, addressId),
      ),
    );
  return row;
}

/** Stores them; what was answered before goes. */
export async function storeBookingAnswers(tx: Queries, row: NewBookingAnswers): Promise<void> {
  const { bookingAnswers: t } = tx.tables;
  const { formId, version, state, answers, updatedAt } = row;
  await tx
    .insert(t)
    .values(row)
    .onConflictDoUpdate({
      target: [t.accessId, t.activityTypeId, t.addressId],
      set: { formId, version, state, answers, updatedAt },
    });
}

export async function deleteBookingAnswers(tx: Queries, businessUnitId: string, id: string): Promise<void> {
  const { bookingAnswers: t } = tx.tables;
  await tx.delete(t).where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id)));
}

/** Everything a person answered and has not booked yet. */
export async function listBookingAnswers(
  q: Queries,
  businessUnitId: string,
  accessId: string,
): Promise<BookingAnswers[]> {
  const { bookingAnswers: t } = q.tables;
  return q
    .select()
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.accessId, accessId)))
    .orderBy(asc(t.updatedAt), asc(t.id));
}

/** Forgets what a person answered, or anybody for a customer's addresses. */
export async function deleteBookingAnswersOf(
  tx: Queries,
  businessUnitId: string,
  of: { customerId: string } | { accessId: string },
): Promise<void> {
  const { bookingAnswers: t, address } = tx.tables;
  const which =
    'accessId' in of
      ? eq(t.accessId, of.accessId)
      : inArray(
          t.addressId,
          tx
            .select({ id: address.id })
            .from(address)
            .where(and(eq(address.businessUnitId, businessUnitId), eq(address.customerId, of.customerId))),
        );
  await tx.delete(t).where(and(eq(t.businessUnitId, businessUnitId), which));
}

/** Tidies what nobody touched since `before`, of every unit, at most `limit`; returns how many. For the worker. */
export async function deleteOldBookingAnswers(tx: Queries, before: number, limit: number): Promise<number> {
  const { bookingAnswers: t } = tx.tables;
  const old = await tx
    .select({ id: t.id })
    .from(t)
    .where(lte(t.updatedAt, before))
    .orderBy(asc(t.updatedAt))
    .limit(limit);
  await inPieces(
    old.map(({ id }) => id),
    (piece) => tx.delete(t).where(inArray(t.id, piece)),
  );
  return old.length;
}
