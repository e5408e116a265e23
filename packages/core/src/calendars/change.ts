import {
  deleteCalendar,
  findCalendar,
  updateCalendar,
  type ExternalCalendar,
  type Queries,
} from '@itinera/db';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { ownTechnician } from './own-technician.ts';
import { calendarRow } from './read.ts';
import { readOne } from './read-one.ts';
import { readEditCalendar } from './schema.ts';
import type { CalendarRow, EditCalendarInput, OneCalendar } from './types.ts';

/** Two tries of one calendar by hand are at least so far apart. */
const betweenTries = 10;

/**
 * Another name or limit. What is already so is left alone.
 * @throws ItineraError `invalid`, `stale` (`details.current`), `not-found`, `not-allowed` (`role`).
 */
export async function editCalendar(
  ctx: Context,
  scope: BusinessUnitScope,
  input: EditCalendarInput,
): Promise<void> {
  const { technicianId, calendarId, name, staleAfter, revision } = readEditCalendar(input);
  await ctx.db.write(async (tx) => {
    const before = await ownCalendar(tx, scope, { technicianId, calendarId });
    if (before.name === name && before.staleAfter === staleAfter) return;
    const changed = await updateCalendar(tx, scope.companyId, calendarId, revision, {
      name,
      staleAfter,
      staleAt: before.lastReadAt + staleAfter,
    });
    if (!changed)
      throw new ItineraError('stale', 'The calendar was changed since it was shown', {
        field: 'revision',
        details: { current: calendarRow(before, ctx.clock.now()) },
      });
    await appendEvent(ctx, tx, scope, {
      kind: 'technician.calendar-changed',
      subjectType: 'technician',
      subjectId: technicianId,
      data: {
        calendarId,
        before: { name: before.name, staleAfter: before.staleAfter },
        after: { name, staleAfter },
      },
    });
  });
}

/**
 * Reads it no more and forgets what it said.
 * @throws ItineraError `not-found`, `not-allowed` (`role`).
 */
export async function removeCalendar(
  ctx: Context,
  scope: BusinessUnitScope,
  input: OneCalendar,
): Promise<void> {
  await ctx.db.write(async (tx) => {
    const { id, kind, name } = await ownCalendar(tx, scope, input);
    await deleteCalendar(tx, scope.companyId, id);
    await appendEvent(ctx, tx, scope, {
      kind: 'technician.calendar-removed',
      subjectType: 'technician',
      subjectId: input.technicianId,
      data: { calendarId: id, kind, name },
    });
  });
}

/**
 * Tries it now, and returns how it is then.
 * @throws ItineraError `too-many` (`details.retryAt`), `not-found`, `not-allowed` (`role`).
 */
export async function readCalendarNow(
  ctx: Context,
  scope: BusinessUnitScope,
  input: OneCalendar,
): Promise<CalendarRow> {
  const calendar = await ownCalendar(ctx.db.read, scope, input);
  const again = calendar.lastTriedAt + betweenTries;
  if (ctx.clock.now() < again)
    throw new ItineraError('too-many', 'It was read a moment ago', { details: { retryAt: again } });
  await readOne(ctx, calendar);
  return calendarRow(await ownCalendar(ctx.db.read, scope, input), ctx.clock.now());
}

async function ownCalendar(
  q: Queries,
  scope: BusinessUnitScope,
  { technicianId, calendarId }: OneCalendar,
): Promise<ExternalCalendar> {
  requireIds({ calendarId });
  await ownTechnician(q, scope, technicianId);
  const calendar = await findCalendar(q, scope.companyId, { technicianId, calendarId });
  if (!calendar) throw notFound('calendarId');
  return calendar;
}
