import { claimDueCalendars, type ExternalCalendar } from '@itinera/db';
import type { Context } from '../context.ts';
import type { Seconds } from '../shared/units.ts';
import { readOne } from './read-one.ts';
import { tellStale } from './tell-stale.ts';

const atOnce = 4;
const inOneGo = 24;
/** Longer than all of a go can take: then another process may take what is left. */
const busyFor: Seconds = 300;

/** Reads the calendars that are due, a few at a time, then tells staff of those that became stale. A job of the worker. */
export async function readDueCalendars(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  const due = await ctx.db.write((tx) =>
    claimDueCalendars(tx, { now, busyUntil: now + busyFor, limit: inOneGo }),
  );
  const readers = Array.from({ length: atOnce }, async () => {
    for (let calendar = due.pop(); calendar; calendar = due.pop()) await tryOne(ctx, calendar);
  });
  await Promise.all(readers);
  await tellStale(ctx);
}

/** What nobody expected of one calendar keeps no other from being read. */
async function tryOne(ctx: Context, calendar: ExternalCalendar): Promise<void> {
  try {
    await readOne(ctx, calendar);
  } catch (error) {
    ctx.logger.error({ err: error, calendar: calendar.id }, 'calendar: reading it failed unexpectedly');
  }
}
