import { z } from 'zod';
import type { GrantConfig } from '../calendar-grants.ts';
import type { Web } from '../outside/web.ts';
import { startOfDate } from '../shared/local-time.ts';
import type { EpochSeconds, Seconds } from '../shared/units.ts';
import { busyTimes, type BusyTime, type CalendarRange, type KnownEvent } from './busy-times.ts';
import { calendarLimits } from './limits.ts';
import { CalendarError } from './problems.ts';
import { askProvider } from './provider-request.ts';

/** Enough to read when somebody is busy and where; busy times alone where they give no more. */
export const googleScope =
  'https://www.googleapis.com/auth/calendar.events.readonly https://www.googleapis.com/auth/calendar.freebusy';

const mostPages = 20;
/** Google answers free/busy of a few months at a time. */
const freeBusyPiece: Seconds = 50 * 86_400;

const moment = z.object({ dateTime: z.string().optional(), date: z.string().optional() });
const page = z.object({
  nextPageToken: z.string().optional(),
  items: z
    .array(
      z.object({
        status: z.string().optional(),
        transparency: z.string().optional(),
        eventType: z.string().optional(),
        location: z.string().optional(),
        start: moment.optional(),
        end: moment.optional(),
      }),
    )
    .default([]),
});
const freeBusy = z.object({
  calendars: z.record(
    z.string(),
    z.object({ busy: z.array(z.object({ start: z.string(), end: z.string() })) }),
  ),
});

/**
 * The busy times of an account's own calendar, recurrences told one by one by Google (Calendar API v3, `events.list`,
 * without titles). Whoever granted free/busy alone is read by `freebusy.query`, without places.
 * @throws CalendarError
 */
export async function googleTimes(
  web: Web,
  { api }: GrantConfig,
  accessToken: string,
  range: CalendarRange,
): Promise<BusyTime[]> {
  const headers = { authorization: `Bearer ${accessToken}`, accept: 'application/json' };
  const events: KnownEvent[] = [];
  try {
    let pageToken: string | undefined;
    for (let pages = 0; pages === 0 || pageToken !== undefined; pages++) {
      if (pages >= mostPages) throw new CalendarError('too-many');
      const query = new URLSearchParams({
        singleEvents: 'true',
        maxResults: '2500',
        timeMin: iso(range.from),
        timeMax: iso(range.to),
        fields: 'nextPageToken,items(status,transparency,eventType,location,start,end)',
        ...(pageToken === undefined ? {} : { pageToken }),
      });
      const url = `${api}/calendars/primary/events?${query.toString()}`;
      const found = await askProvider(web, page, { url, headers });
      pageToken = found.nextPageToken;
      for (const { start, end, location, ...item } of found.items) {
        const free =
          item.status === 'cancelled' ||
          item.transparency === 'transparent' ||
          item.eventType === 'workingLocation';
        const [from, to] = [instant(start, range.zone), instant(end, range.zone)];
        if (free || from === null || to === null) continue;
        if (events.length >= calendarLimits.events) throw new CalendarError('too-many');
        const allDay = start?.date !== undefined;
        events.push({ start: from, end: to, allDay, place: null, location: location ?? null });
      }
    }
  } catch (error) {
    if (!(error instanceof CalendarError) || error.problem.code !== 'refused') throw error;
    return busyTimes(await freeBusyOf(web, api, headers, range), range);
  }
  return busyTimes(events, range);
}

async function freeBusyOf(
  web: Web,
  api: string,
  headers: Record<string, string>,
  { from, to }: CalendarRange,
): Promise<KnownEvent[]> {
  const events: KnownEvent[] = [];
  for (let start = from; start < to; start += freeBusyPiece) {
    const timeMax = iso(Math.min(to, start + freeBusyPiece));
    const found = await askProvider(web, freeBusy, {
      url: `${api}/freeBusy`,
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ timeMin: iso(start), timeMax, items: [{ id: 'primary' }] }),
    });
    for (const busy of found.calendars['primary']?.busy ?? []) {
      const time = { start: Date.parse(busy.start) / 1000, end: Date.parse(busy.end) / 1000 };
      if (Number.isFinite(time.start) && Number.isFinite(time.end))
        events.push({ ...time, allDay: false, place: null, location: null });
    }
  }
  return events;
}

function instant(at: z.infer<typeof moment> | undefined, zone: string): EpochSeconds | null {
  const told = at?.dateTime
    ? Math.floor(Date.parse(at.dateTime) / 1000)
    : at?.date
      ? startOfDate(at.date, zone)
      : NaN;
  return Number.isFinite(told) ? told : null;
}

function iso(at: EpochSeconds): string {
  return new Date(at * 1000).toISOString();
}
