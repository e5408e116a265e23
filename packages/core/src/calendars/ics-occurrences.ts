import 'temporal-polyfill/global';
import ICAL from 'ical.js';
import { RRuleTemporal } from 'rrule-temporal';
import { addDays, localDate } from '../shared/local-time.ts';
import type { EpochSeconds, Seconds } from '../shared/units.ts';
import type { IcsEvent } from './ics-event.ts';
import type { IcsZones } from './ics-zones.ts';
import { calendarLimits } from './limits.ts';
import { CalendarError } from './problems.ts';

/** One time at which an event takes place. */
export interface Occurrence {
  event: IcsEvent;
  start: EpochSeconds;
  end: EpochSeconds;
}

const day: Seconds = 86_400;

/**
 * When the events of one UID take place within `[from, to)`: the event itself, its recurrences without those left out,
 * and whatever stands instead of one of them. `zone`: the technician's, for dates left out.
 * @throws CalendarError `never-ends`, with the line of the event.
 */
export function occurrences(
  events: readonly IcsEvent[],
  { from, to, zone }: { from: EpochSeconds; to: EpochSeconds; zone: string },
  zones: IcsZones,
): Occurrence[] {
  const overrides = events.flatMap((event) => (event.instead ? [{ event, ...event.instead }] : []));
  const single = new Set(overrides.map(({ of }) => of));
  const later = overrides.filter(({ andLater }) => andLater).sort((a, b) => b.of - a.of);
  const found: Occurrence[] = [];
  const add = (event: IcsEvent, start: EpochSeconds, duration = event.duration): void => {
    const end = event.allDay ? addDays(start, Math.round(duration / day), zone) : start + duration;
    if (end > from && start < to) found.push({ event, start, end });
  };
  for (const { event } of overrides) add(event, event.start);
  for (const event of events) {
    if (event.instead) continue;
    const isLeftOut = (start: EpochSeconds): boolean =>
      single.has(start) || event.left.has(start) || event.left.has(localDate(start, zone));
    const starts = new Map<EpochSeconds, Seconds | null>(
      recurring(event, { from: from - event.duration, to }, zones).map((start) => [start, null]),
    );
    for (const { start, duration } of event.added) starts.set(start, duration);
    for (const [start, duration] of starts) {
      if (isLeftOut(start)) continue;
      const changed = later.find(({ of }) => start > of);
      if (changed) add(changed.event, start + changed.event.start - changed.of);
      else add(event, start, duration ?? event.duration);
    }
  }
  return found;
}

/** Its own start and those its rules make, by the clock of its zone. */
function recurring(
  event: IcsEvent,
  { from, to }: { from: EpochSeconds; to: EpochSeconds },
  zones: IcsZones,
): EpochSeconds[] {
  const starts = [event.start];
  // Rules go by the wall clock: it is taken for UTC here, and each time becomes an instant by the event's zone.
  const { year, month, day: date, hour, minute, second, isDate } = event.wall;
  const written = new Date(Date.UTC(year, month - 1, date, hour, minute, second))
    .toISOString()
    .replace(/[-:]|\.\d+/g, '');
  for (const rule of event.rules) {
    const until = rule.until;
    const last = until ? zones.instant(until, event.tzid) + (until.isDate ? day - 1 : 0) : Infinity;
    if (last < from) continue;
    const parts = rule
      .toString()
      .split(';')
      .filter((part) => !part.startsWith('UNTIL='));
    for (const wall of wallTimes(`DTSTART:${written}\nRRULE:${parts.join(';')}`, from, to, event.line)) {
      const time = new ICAL.Time(
        {
          year: wall.getUTCFullYear(),
          month: wall.getUTCMonth() + 1,
          day: wall.getUTCDate(),
          hour: wall.getUTCHours(),
          minute: wall.getUTCMinutes(),
          second: wall.getUTCSeconds(),
          isDate,
        },
        event.wall.zone,
      );
      const start = zones.instant(time, event.tzid);
      if (start <= last) starts.push(start);
    }
  }
  return starts;
}

function wallTimes(rule: string, from: EpochSeconds, to: EpochSeconds, line: number): Date[] {
  try {
    const recurrence = new RRuleTemporal({ rruleString: rule, maxIterations: calendarLimits.steps });
    // A wall clock is less than a day away from UTC.
    return recurrence
      .between(new Date((from - day) * 1000), new Date((to + day) * 1000), true)
      .map(({ epochMilliseconds }) => new Date(epochMilliseconds));
  } catch (error) {
    const endless = error instanceof Error && /iterations/i.test(error.message);
    throw new CalendarError(endless ? 'never-ends' : 'broken', line, error);
  }
}
