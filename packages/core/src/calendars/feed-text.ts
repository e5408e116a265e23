import { createHash } from 'node:crypto';
import type { OwnWork, Technician } from '@itinera/db';
import ical, { ICalCalendarMethod, ICalEventBusyStatus, ICalEventStatus } from 'ical-generator';
import { addressText } from '../customers/address-view.ts';
import { displayName } from '../customers/display-name.ts';
import { m } from '../paraglide/messages.js';
import { localized, type Language } from '../shared/languages.ts';
import { localMinute } from '../shared/local-time.ts';
import type { FeedContent } from './types.ts';

/**
 * Planned visits as an iCalendar file (RFC 5545). Times are in UTC, so that no calendar needs to know the zone; the UID
 * stays when a visit moves, and what was canceled is not there any more, which a subscribed calendar follows. The same
 * work gives the same text.
 */
export function feedText(
  work: readonly OwnWork[],
  about: { technician: Pick<Technician, 'name'>; host: string; language: Language },
): FeedContent {
  const { language, host } = about;
  const locale = { locale: language };
  const calendar = ical({
    prodId: { company: 'Itinera', product: 'technician' },
    name: m.feed_name({ name: about.technician.name }, locale),
    method: ICalCalendarMethod.PUBLISH,
    ttl: 900,
  });
  for (const visit of work) {
    const { reference, customer, address, lon, lat } = visit;
    const type = localized(visit.activityTypeName, language);
    const event = calendar.createEvent({
      id: `${visit.partId}@${host}`,
      sequence: visit.revision,
      // A stamp that says when it was asked for would make every answer a new one.
      stamp: new Date(visit.startsAt * 1000),
      start: new Date(visit.startsAt * 1000),
      end: new Date(visit.endsAt * 1000),
      summary: m.feed_title({ type, customer: displayName(customer) }, locale),
      description: [
        m.feed_reference({ reference }, locale),
        promised(visit, language),
        visit.businessUnitName,
      ]
        .filter((line) => line !== '')
        .join('\n'),
      status: ICalEventStatus.CONFIRMED,
      busystatus: ICalEventBusyStatus.BUSY,
    });
    if (address)
      event.location({
        title: addressText(address),
        ...(lon === null || lat === null ? {} : { geo: { lat, lon } }),
      });
  }
  const text = calendar.toString();
  return { text, version: createHash('sha256').update(text).digest('base64url') };
}

function promised({ promiseStart, promiseEnd, zone }: OwnWork, language: Language): string {
  if (promiseStart === null || promiseEnd === null) return '';
  const clock = (instant: number) => localMinute(instant, zone).slice(11);
  return m.feed_promise({ from: clock(promiseStart), to: clock(promiseEnd), zone }, { locale: language });
}
