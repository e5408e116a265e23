import { z } from 'zod';
import type { GrantConfig } from '../calendar-grants.ts';
import type { Web } from '../outside/web.ts';
import { startOfDate } from '../shared/local-time.ts';
import type { EpochSeconds } from '../shared/units.ts';
import {
  busyTimes,
  type BusyTime,
  type CalendarRange,
  type KnownEvent,
  type PlaceOfEvent,
} from './busy-times.ts';
import { calendarLimits } from './limits.ts';
import { CalendarError } from './problems.ts';
import { askProvider } from './provider-request.ts';

/** Events without their bodies, and a refresh token. */
export const microsoftScope = 'offline_access https://graph.microsoft.com/Calendars.ReadBasic';

const mostPages = 40;

const moment = z.object({ dateTime: z.string() });
const page = z.object({
  '@odata.nextLink': z.string().optional(),
  value: z.array(
    z.object({
      showAs: z.string().nullish(),
      isCancelled: z.boolean().nullish(),
      isAllDay: z.boolean().nullish(),
      start: moment,
      end: moment,
      location: z
        .object({
          displayName: z.string().nullish(),
          coordinates: z
            .object({ latitude: z.number().nullish(), longitude: z.number().nullish() })
            .nullish(),
        })
        .nullish(),
    }),
  ),
});

/**
 * The busy times of an account's own calendar, recurrences told one by one by Microsoft Graph (`calendarView`, in UTC,
 * without titles). A page leads on to Graph alone.
 * @throws CalendarError
 */
export async function microsoftTimes(
  web: Web,
  { api }: GrantConfig,
  accessToken: string,
  range: CalendarRange,
): Promise<BusyTime[]> {
  const events: KnownEvent[] = [];
  const query = new URLSearchParams({
    startDateTime: new Date(range.from * 1000).toISOString(),
    endDateTime: new Date(range.to * 1000).toISOString(),
    $select: 'start,end,showAs,isCancelled,isAllDay,location',
    $top: '500',
  });
  let url: string | undefined = `${api}/me/calendarView?${query.toString()}`;
  for (let pages = 0; url !== undefined; pages++) {
    if (pages >= mostPages) throw new CalendarError('too-many');
    const headers = {
      authorization: `Bearer ${accessToken}`,
      accept: 'application/json',
      prefer: 'outlook.timezone="UTC"',
    };
    const found: z.infer<typeof page> = await askProvider(web, page, { url, headers });
    for (const item of found.value) {
      if (item.isCancelled || ['free', 'workingElsewhere'].includes(item.showAs ?? '')) continue;
      const allDay = item.isAllDay ?? false;
      const [start, end] = [item.start, item.end].map(({ dateTime }) =>
        instant(dateTime, allDay, range.zone),
      );
      if (start === undefined || end === undefined || Number.isNaN(start + end)) continue;
      if (events.length >= calendarLimits.events) throw new CalendarError('too-many');
      const place = placeOf(item.location?.coordinates);
      const location = place === null ? (item.location?.displayName ?? '') : '';
      events.push({ start, end, allDay, place, location: location === '' ? null : location });
    }
    url = found['@odata.nextLink'];
    if (url !== undefined && (!URL.canParse(url) || new URL(url).origin !== new URL(api).origin))
      throw new CalendarError('redirects');
  }
  return busyTimes(events, range);
}

/** A whole day is a date there too, written as its midnight in UTC. */
function instant(dateTime: string, allDay: boolean, zone: string): EpochSeconds {
  if (allDay) return startOfDate(dateTime.slice(0, 10), zone);
  return Math.floor(Date.parse(/[zZ]|[+-]\d\d:\d\d$/.test(dateTime) ? dateTime : `${dateTime}Z`) / 1000);
}

function placeOf(
  at: { latitude?: number | null | undefined; longitude?: number | null | undefined } | null | undefined,
): PlaceOfEvent | null {
  const { latitude: lat, longitude: lon } = at ?? {};
  return typeof lat === 'number' && typeof lon === 'number' && (lat !== 0 || lon !== 0) ? { lon, lat } : null;
}
