import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { fetchCalendar, rangeAt, type PlainSource, type Reading } from './fetch-calendar.ts';
import { keepNew, requireRoom, tellRefusal } from './keep-new.ts';
import { ownTechnician } from './own-technician.ts';
import { CalendarError } from './problems.ts';
import { readAddCalendar } from './schema.ts';
import type { AddCalendarInput } from './types.ts';

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
  const { technicianId, kind, name, address, staleAfter, ...login } = readAddCalendar(input);
  const { userName = '', password = '' } = login;
  const technician = await ownTechnician(ctx.db.read, scope, technicianId);
  await requireRoom(ctx.db.read, scope.companyId, technicianId);
  const source: PlainSource =
    kind === 'ical' ? { kind, url: address } : { kind, url: address, userName, password };
  const { times, version } = await firstReading(ctx, source, technician.zone).catch(tellRefusal);
  const host = new URL(address).host;
  const calendarId = await keepNew(ctx, scope, {
    technician,
    name,
    host,
    source,
    staleAfter,
    times,
    version,
  });
  return { calendarId };
}

async function firstReading(
  ctx: Context,
  source: PlainSource,
  zone: string,
): Promise<Extract<Reading, { kind: 'read' }>> {
  const found = await fetchCalendar(ctx.web, source, rangeAt(ctx.clock.now(), zone));
  if (found.kind !== 'read') throw new CalendarError('server');
  return found;
}
