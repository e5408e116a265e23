import {
  findTechnician,
  noteReading,
  replaceEvents,
  type ExternalCalendar,
  type ExternalEvent,
} from '@itinera/db';
import type { Context } from '../context.ts';
import type { Seconds } from '../shared/units.ts';
import { fetchCalendar, located, rangeAt, type Reading } from './fetch-calendar.ts';
import { locateNear } from './locate-near.ts';
import { CalendarError, type CalendarProblem } from './problems.ts';
import type { BusyTime } from './busy-times.ts';
import { openSource, sealSource, type CalendarSource } from './source.ts';
import { fetchGranted } from './fetch-granted.ts';

const minute: Seconds = 60;
/** How often a calendar is read, at most a quarter of its limit. */
const usualPause: Seconds = 15 * minute;
const longestPause: Seconds = 60 * minute;

/**
 * Reads a calendar and puts what it says in the place of what it said; what cannot be read leaves all as it was, with
 * why. Returns why, or null.
 */
export async function readOne(ctx: Context, calendar: ExternalCalendar): Promise<CalendarProblem | null> {
  try {
    await keep(ctx, calendar, await reading(ctx, calendar));
    return null;
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    const { problem } = error;
    const now = ctx.clock.now();
    const failures = calendar.failures + 1;
    ctx.logger.warn({ calendar: calendar.id, problem: problem.code, failures }, 'calendar could not be read');
    await ctx.db.write((tx) =>
      noteReading(tx, calendar.id, {
        problem: problem.code,
        problemLine: problem.line,
        lastTriedAt: now,
        nextReadAt: now + pauseAfter(calendar, failures),
        failures,
      }),
    );
    return problem;
  }
}

/** What was read, and what opens the calendar the next time where that changed. */
type Found = Reading & { source?: CalendarSource };

async function reading(ctx: Context, calendar: ExternalCalendar): Promise<Found> {
  const source = openSource(ctx, calendar);
  const technician = await findTechnician(ctx.db.read, calendar.companyId, calendar.technicianId);
  const range = rangeAt(ctx.clock.now(), technician?.zone ?? 'UTC');
  if (source.kind === 'ical' || source.kind === 'caldav')
    return fetchCalendar(ctx.web, source, range, calendar.version);
  const granted = await fetchGranted(ctx.web, ctx.config.calendarGrants, source, range);
  return { kind: 'read', version: null, ...granted };
}

async function keep(ctx: Context, calendar: ExternalCalendar, found: Found): Promise<void> {
  const technician = await findTechnician(ctx.db.read, calendar.companyId, calendar.technicianId);
  const times =
    found.kind === 'read' && technician ? await located(found.times, locateNear(ctx, technician)) : null;
  const now = ctx.clock.now();
  await ctx.db.write(async (tx) => {
    const isThere = await noteReading(tx, calendar.id, {
      problem: null,
      problemLine: null,
      lastReadAt: now,
      staleAt: now + calendar.staleAfter,
      lastTriedAt: now,
      nextReadAt: now + pauseAfter(calendar, 0),
      failures: 0,
      staleToldAt: null,
      ...(found.kind === 'read' ? { version: found.version } : {}),
      ...(found.source ? { sealed: sealSource(ctx, calendar.id, found.source) } : {}),
    });
    if (isThere && times) await replaceEvents(tx, calendar, times.map(eventOf));
  });
}

export function eventOf({
  start,
  end,
  place,
}: BusyTime): Pick<ExternalEvent, 'startsAt' | 'endsAt' | 'lon' | 'lat'> {
  return { startsAt: start, endsAt: end, lon: place?.lon ?? null, lat: place?.lat ?? null };
}

/**
 * How long until it is read again: twice as long after each failure, and always early enough for several tries before
 * it is stale. Spread by its id, so that those added together are not read together.
 */
export function pauseAfter(
  { id, staleAfter }: { id: string; staleAfter: Seconds },
  failures: number,
): Seconds {
  const pause =
    failures === 0 ? usualPause : Math.min(longestPause, minute * 2 ** Math.min(failures - 1, 10));
  const spread = 0.8 + (parseInt(id.slice(-4), 16) / 0xffff) * 0.2;
  return Math.round(Math.min(pause, staleAfter / 4) * spread);
}
