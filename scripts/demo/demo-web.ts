import { guardedWeb, type Web } from '@itinera/core';

/** The private calendar of a technician of the demo; nobody has a name below `.example` (RFC 2606). */
export const demoCalendar = 'https://calendar.example/pia.ics';

const family = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//Itinera//demo//EN',
  'BEGIN:VEVENT',
  'UID:family@calendar.example',
  'DTSTAMP:20260101T000000Z',
  'DTSTART;TZID=Europe/Vaduz:20260106T100000',
  'DURATION:PT1H30M',
  'RRULE:FREQ=WEEKLY;BYDAY=TU,TH',
  'SUMMARY:Family',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n');

/**
 * The internet as the demo knows it: its own calendar is answered here, so that it is read like any other and never
 * becomes stale while the demo runs; everything else is asked of `others`.
 */
export function demoWeb(others: Web = guardedWeb()): Web {
  return {
    fetch: (request) =>
      request.url === demoCalendar
        ? Promise.resolve({
            status: 200,
            headers: { 'content-type': 'text/calendar; charset=utf-8' },
            body: Buffer.from(family),
          })
        : others.fetch(request),
  };
}
