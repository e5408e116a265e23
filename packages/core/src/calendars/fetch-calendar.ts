import type { CalendarVersion } from '@itinera/db';
import { WebError, type Web, type WebAnswer } from '../outside/web.ts';
import type { EpochSeconds, Seconds } from '../shared/units.ts';
import { calendarLimits } from './limits.ts';
import type { Locate } from './locate-near.ts';
import { CalendarError } from './problems.ts';
import { readApart } from './read-apart.ts';
import type { BusyTime, CalendarRange, PlaceOfEvent } from './busy-times.ts';
import type { CalendarSource } from './source.ts';

/** What is asked with no more than an address, or a name and password. */
export type PlainSource = Extract<CalendarSource, { kind: 'ical' | 'caldav' }>;

/** What was read: the times, or that nothing changed since `version`. */
export type Reading =
  { kind: 'unchanged' } | { kind: 'read'; times: BusyTime[]; version: CalendarVersion | null };

/** As many words are looked up for one calendar; others stay without a place. */
const mostLookUps = 50;
/** A stretch that was read is good for so long before it is read anew, changed or not: the range moves with time. */
const stretchGoodFor: Seconds = 86_400;

const agent = 'Itinera calendar reader';

/** The range that is read of a calendar. */
export function rangeAt(now: EpochSeconds, zone: string): CalendarRange {
  return { from: now - calendarLimits.past, to: now + calendarLimits.ahead, zone };
}

/**
 * Reads a calendar whole within the range; asks only for what is new where the other side can tell.
 * @throws CalendarError
 */
export async function fetchCalendar(
  web: Web,
  source: PlainSource,
  range: CalendarRange,
  known: CalendarVersion | null = null,
): Promise<Reading> {
  const usable =
    known && known.zone === range.zone && known.until >= range.to - stretchGoodFor ? known : null;
  const answer = await ask(web, source, range, usable);
  if (answer.status === 304 && usable) return { kind: 'unchanged' };
  if (answer.status !== 200 && answer.status !== 207) throw new CalendarError(refusalOf(answer.status));
  const body = answer.body.toString('utf8');
  const times = await readApart({ form: source.kind === 'caldav' ? 'caldav' : 'ics', body, range });
  const { etag, 'last-modified': lastModified } = answer.headers;
  const version: CalendarVersion = {
    ...(etag !== undefined && etag.length < 500 ? { etag } : {}),
    ...(lastModified !== undefined && lastModified.length < 100 ? { lastModified } : {}),
    until: range.to,
    zone: range.zone,
  };
  return { kind: 'read', times, version: source.kind === 'ical' ? version : null };
}

/** Puts places where only words are, and drops the words. */
export async function located(times: readonly BusyTime[], locate: Locate): Promise<BusyTime[]> {
  const words = [...new Set(times.flatMap(({ location }) => (location === null ? [] : [location])))];
  const places = new Map<string, PlaceOfEvent | null>();
  for (const one of words.slice(0, mostLookUps)) places.set(one, await locate(one));
  return times.map((time) => ({
    ...time,
    place: time.place ?? (time.location === null ? null : (places.get(time.location) ?? null)),
    location: null,
  }));
}

async function ask(
  web: Web,
  source: PlainSource,
  range: CalendarRange,
  known: CalendarVersion | null,
): Promise<WebAnswer> {
  const common = { url: source.url, mostBytes: calendarLimits.bytes, redirects: 3 };
  try {
    if (source.kind === 'ical')
      return await web.fetch({
        ...common,
        headers: {
          accept: 'text/calendar',
          'user-agent': agent,
          ...(known?.etag === undefined ? {} : { 'if-none-match': known.etag }),
          ...(known?.lastModified === undefined ? {} : { 'if-modified-since': known.lastModified }),
        },
      });
    const pair = Buffer.from(`${source.userName}:${source.password}`).toString('base64');
    return await web.fetch({
      ...common,
      method: 'REPORT',
      headers: {
        authorization: `Basic ${pair}`,
        depth: '1',
        'content-type': 'application/xml; charset=utf-8',
        'user-agent': agent,
      },
      body: calendarQuery(range),
    });
  } catch (error) {
    if (error instanceof WebError) throw new CalendarError(error.code, null, error);
    throw error;
  }
}

/** RFC 4791, section 7.8: the events of a collection that touch a range, as they stand there. */
function calendarQuery({ from, to }: CalendarRange): string {
  const utc = (instant: EpochSeconds) => new Date(instant * 1000).toISOString().replace(/[-:]|\.\d+/g, '');
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">',
    '<D:prop><C:calendar-data/></D:prop>',
    '<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">',
    `<C:time-range start="${utc(from)}" end="${utc(to)}"/>`,
    '</C:comp-filter></C:comp-filter></C:filter>',
    '</C:calendar-query>',
  ].join('');
}

function refusalOf(status: number): 'refused' | 'missing' | 'server' {
  if (status === 401 || status === 403) return 'refused';
  return status === 404 || status === 410 ? 'missing' : 'server';
}
