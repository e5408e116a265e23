import { and, eq } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { Event } from '../rows.ts';

/** What happened to one subject, in order. */
export async function eventsOfSubject(
  q: Queries,
  businessUnitId: string,
  subject: { type: string; id: string },
): Promise<Event[]> {
  const { event } = q.tables;
  return q
    .select()
    .from(event)
    .where(
      and(
        eq(event.businessUnitId, businessUnitId),
        eq(event.subjectType, subject.type),
        eq(event.subjectId, subject.id),
      ),
    )
    .orderBy(event.sequence);
}
