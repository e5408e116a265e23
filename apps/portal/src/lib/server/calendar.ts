import type { CustomerIntervention } from '@itinera/core';
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';

export interface CalendarWords {
  title: string;
  description: string;
}

/**
 * The visit as an iCalendar file (RFC 5545): the window in which the service starts, in UTC, so that no calendar needs
 * to know the zone. The UID stays the same when the visit moves and SEQUENCE grows, so that a calendar replaces it.
 */
export function calendarFile(
  visit: Pick<CustomerIntervention, 'id' | 'revision' | 'status'> & {
    promise: NonNullable<CustomerIntervention['promise']>;
    address: { text: string } | null;
  },
  words: CalendarWords,
  about: { company: string; host: string; now: number; url: string },
): string {
  const calendar = ical({
    prodId: { company: 'Itinera', product: 'portal' },
    name: about.company,
    method: ICalCalendarMethod.PUBLISH,
  });
  calendar.createEvent({
    id: `${visit.id}@${about.host}`,
    sequence: visit.revision,
    stamp: new Date(about.now * 1000),
    start: new Date(visit.promise.start * 1000),
    end: new Date(Math.max(visit.promise.end, visit.promise.start + 60) * 1000),
    summary: words.title,
    description: words.description,
    location: visit.address?.text ?? null,
    url: about.url,
    status: visit.status === 'canceled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  });
  return calendar.toString();
}
