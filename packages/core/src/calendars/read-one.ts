import {
  findTechnician,
  noteReading,
  replaceEvents,
  type ExternalCalendar,
  type ExternalEvent,
} from '@itinera/db';
import type { Context } from '../context.ts';
import type { EpochSeconds, Seconds } from '../shared/units.ts';
import { fetchCalendar, located, rangeAt, type Locate, type Reading } from './fetch-calendar.ts';
import { CalendarError, type CalendarProblem } from './problems.ts';
import type { BusyTime } from './read-calendar.ts';
import { openSource } from './source.ts';

const minute: Seconds = 60;
/** How often a calendar is read, at most a quarter of its limit. */
const usualPause: Seconds = 15 * minute;
const longestPause: Seconds = 60 * minute;

/** Without a geocoder words mean no place. */
export const nowhere: Locate = async () => null;

/**
 * Reads a calendar and puts what it says in the place of what it said; what cannot be read leaves all as it was, with
 * why. Returns why, or null.
 */
export async function readOne(
  ctx: Context,
  calendar: ExternalCalendar,
  locate: Locate = nowhere,
): Promise<CalendarProblem | null> {
  try {
    await keep(ctx, calendar, await reading(ctx, calendar), locate);
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

async function reading(ctx: Context, calendar: ExternalCalendar): Promise<Reading> {
  const source = openSource(ctx, calendar);
  const technician = await findTechnician(ctx.db.read, calendar.companyId, calendar.technicianId);
  const range = rangeAt(ctx.clock.now(), technician?.zone ?? 'UTC');
  if (source.kind !== 'ical' && source.kind !== 'caldav') throw new CalendarError('refused');
  return fetchCalendar(ctx.web, source, range, calendar.version);
}

async function keep(ctx: Context, calendar: ExternalCalendar, found: Reading, locate: Locate): Promise<void> {
  const times = found.kind === 'read' ? await located(found.times, locate) : null;
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

/** The first reading of a calendar that is being added. @throws CalendarError */
export async function firstReading(
  ctx: Context,
  source: Parameters<typeof fetchCalendar>[1],
  zone: string,
  now: EpochSeconds,
): Promise<Extract<Reading, { kind: 'read' }>> {
  const found = await fetchCalendar(ctx.web, source, rangeAt(now, zone));
  if (found.kind !== 'read') throw new CalendarError('server');
  return { ...found, times: await located(found.times, nowhere) };
}
