import { insertRows, listCalendars, replaceEvents, type Queries } from '@itinera/db';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { ownTechnician } from './own-technician.ts';
import { CalendarError } from './problems.ts';
import { eventOf, firstReading, pauseAfter } from './read-one.ts';
import { readAddCalendar } from './schema.ts';
import { sealSource, type CalendarSource } from './source.ts';
import type { AddCalendarInput } from './types.ts';

export const mostCalendars = 10;

/**
 * Has a calendar of a technician read from now on. It is read at once, and refused when that fails: somebody who
 * mistyped an address is told, and nobody's work is closed by it.
 * @throws ItineraError `invalid` (a field; `address` with a `CalendarProblemCode` as its reason and `details.line`, or
 * `too-many-calendars`), `not-found`, `not-allowed` (`role`).
 */
export async function addCalendar(
  ctx: Context,
  scope: BusinessUnitScope,
  input: AddCalendarInput,
): Promise<{ calendarId: string }> {
  const {
    technicianId,
    kind,
    name,
    address,
    userName = '',
    password = '',
    staleAfter,
  } = readAddCalendar(input);
  const q = ctx.db.read;
  const technician = await ownTechnician(q, scope, technicianId);
  await requireRoom(q, scope.companyId, technicianId);
  const source: Extract<CalendarSource, { kind: 'ical' | 'caldav' }> =
    kind === 'ical' ? { kind, url: address } : { kind, url: address, userName, password };
  const found = await firstReading(ctx, source, technician.zone, ctx.clock.now()).catch(tellAddress);
  const id = ctx.ids.newId();
  const now = ctx.clock.now();
  const { companyId } = scope;
  await ctx.db.write(async (tx) => {
    await requireRoom(tx, companyId, technicianId);
    await insertRows(tx, 'externalCalendar', [
      {
        id,
        companyId,
        technicianId,
        kind,
        name,
        host: new URL(address).host,
        sealed: sealSource(ctx, id, source),
        staleAfter,
        lastReadAt: now,
        staleAt: now + staleAfter,
        lastTriedAt: now,
        nextReadAt: now + pauseAfter({ id, staleAfter }, 0),
        version: found.version,
        createdAt: now,
      },
    ]);
    await replaceEvents(tx, { id, companyId, technicianId }, found.times.map(eventOf));
    await appendEvent(ctx, tx, scope, {
      kind: 'technician.calendar-added',
      subjectType: 'technician',
      subjectId: technicianId,
      data: { calendarId: id, kind, name },
    });
  });
  return { calendarId: id };
}

async function requireRoom(q: Queries, companyId: string, technicianId: string): Promise<void> {
  const { length } = await listCalendars(q, companyId, technicianId);
  if (length < mostCalendars) return;
  throw new ItineraError('invalid', `address: a technician has at most ${mostCalendars} calendars`, {
    field: 'address',
    reason: 'too-many-calendars',
  });
}

function tellAddress(error: unknown): never {
  if (!(error instanceof CalendarError)) throw error;
  const { code, line } = error.problem;
  throw new ItineraError('invalid', `address: the calendar could not be read (${error.message})`, {
    field: 'address',
    reason: code,
    details: line === null ? {} : { line },
    cause: error,
  });
}
