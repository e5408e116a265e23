import { busyTimes, type BusyTime, type CalendarRange, type KnownEvent } from './busy-times.ts';
import { componentOf, readEvent, type IcsEvent } from './ics-event.ts';
import { readBlocks } from './ics-lines.ts';
import { occurrences } from './ics-occurrences.ts';
import { icsZones } from './ics-zones.ts';
import { calendarLimits } from './limits.ts';
import { CalendarError } from './problems.ts';

/**
 * The busy times within a range that iCalendar files tell of, in order: titles and everything else stay where they are.
 * What has no place is one time where it overlaps.
 * @throws CalendarError
 */
export function readCalendar(files: readonly string[], range: CalendarRange): BusyTime[] {
  const events: KnownEvent[] = [];
  let count = 0;
  for (const file of files) {
    const blocks = readBlocks(file);
    const own = new Map(
      blocks
        .filter(({ kind }) => kind === 'VTIMEZONE')
        .map((block) => {
          const component = zoneOf(block.lines, block.line);
          return [String(component.getFirstPropertyValue('tzid')), component] as const;
        }),
    );
    const zones = icsZones(range.zone, own);
    const written = blocks
      .filter(({ kind }) => kind === 'VEVENT')
      .map((block) => readEvent(block, zones))
      .filter((event): event is IcsEvent => event !== null);
    for (const same of Map.groupBy(written, ({ uid, line }) => (uid === '' ? line : uid)).values())
      for (const { event, start, end } of occurrences(same, range, zones)) {
        if (!event.busy || end <= start) continue;
        if (++count > calendarLimits.events) throw new CalendarError('too-many', event.line);
        const { allDay, place, location } = event;
        events.push({ start, end, allDay, place, location });
      }
  }
  return busyTimes(events, range);
}

function zoneOf(lines: readonly string[], line: number) {
  try {
    return componentOf('VTIMEZONE', lines);
  } catch (error) {
    throw new CalendarError('broken', line, error);
  }
}
