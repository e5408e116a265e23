import {
  findStaleTechnicians,
  loadExternalEvents,
  type Assignment,
  type ExternalEvent,
  type Queries,
  type TechnicianCalendar,
} from '@itinera/db';
import type { Interval } from '@itinera/planner';
import { shiftDate, startOfDate } from '../shared/local-time.ts';
import type { EpochSeconds, IsoDate } from '../shared/units.ts';

/** What the calendars that technicians keep elsewhere say (CAD-PL-31). */
export interface ExternalTime {
  /** A calendar was not read for longer than its limit: nobody knows, so nothing new may enter. */
  stale: boolean;
  /** Busy and nobody knows where: cut out of the working time. */
  busy: Interval[];
  /** Busy somewhere: stops that stand where they are. None overlaps another. */
  stops: ExternalEvent[];
}

const nothing: ExternalTime = { stale: false, busy: [], stops: [] };

/** The external time of these technicians on these dates, by technician. */
export async function loadExternalTime(
  q: Queries,
  companyId: string,
  calendars: readonly TechnicianCalendar[],
  { fromDate, toDate }: { fromDate: IsoDate; toDate: IsoDate },
  now: EpochSeconds,
): Promise<(technicianId: string) => ExternalTime> {
  const ids = calendars.map(({ technician }) => technician.id);
  const events = await loadExternalEvents(q, companyId, ids, {
    from: startOfDate(shiftDate(fromDate, -1), 'utc'),
    to: startOfDate(shiftDate(toDate, 2), 'utc'),
  });
  const stale = await findStaleTechnicians(q, companyId, ids, now);
  const eventsOf = Map.groupBy(events, ({ technicianId }) => technicianId);
  return (id) =>
    stale.has(id) || eventsOf.has(id) ? { stale: stale.has(id), ...sorted(eventsOf.get(id) ?? []) } : nothing;
}

function sorted(events: readonly ExternalEvent[]): Pick<ExternalTime, 'busy' | 'stops'> {
  const stops: ExternalEvent[] = [];
  const busy: Interval[] = [];
  for (const event of events) {
    const last = stops.at(-1);
    if (event.lon !== null && event.lat !== null && (!last || last.endsAt <= event.startsAt))
      stops.push(event);
    else busy.push({ start: event.startsAt, end: event.endsAt });
  }
  return { busy, stops };
}

/**
 * The stops of a day with those from elsewhere among them, by time. Of these only what falls between the beginning and
 * the end of the day's work: where somebody is after that is their own affair.
 */
export function withExternalStops(
  rows: readonly Assignment[],
  stops: readonly ExternalEvent[],
  date: IsoDate,
  working: readonly Interval[],
  zone: string,
): Assignment[] {
  const [first, last] = [working[0], working.at(-1)];
  if (!first || !last) return [...rows];
  const all = [...rows];
  for (const stop of stops) {
    if (stop.startsAt >= last.end || stop.endsAt <= first.start) continue;
    const at = all.findIndex(({ startsAt }) => startsAt > stop.startsAt);
    all.splice(at === -1 ? all.length : at, 0, rowOf(stop, date, zone));
  }
  return all;
}

/** Whether a stop is from elsewhere: it is shown and driven to, and never stored. */
export function isExternal({ partId, holdId }: Pick<Assignment, 'partId' | 'holdId'>): boolean {
  return partId === null && holdId === null;
}

function rowOf(stop: ExternalEvent, date: IsoDate, zone: string): Assignment {
  const { technicianId, startsAt, endsAt, lon, lat } = stop;
  return {
    id: `external:${stop.calendarId}:${stop.position}`,
    businessUnitId: '',
    technicianId,
    date,
    partId: null,
    holdId: null,
    position: -1,
    lon,
    lat,
    zone,
    startsAt,
    endsAt,
    earliest: startsAt,
    latest: startsAt,
    open: null,
    expiresAt: null,
    deliberateOverlap: true,
    progress: null,
    progressAt: null,
    frozen: true,
    revision: 0,
  };
}
