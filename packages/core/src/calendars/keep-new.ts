import {
  insertRows,
  listCalendars,
  replaceEvents,
  type CalendarVersion,
  type Queries,
  type Technician,
} from '@itinera/db';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import type { Seconds } from '../shared/units.ts';
import type { BusyTime } from './busy-times.ts';
import { located } from './fetch-calendar.ts';
import { locateNear } from './locate-near.ts';
import { CalendarError } from './problems.ts';
import { eventOf, pauseAfter } from './read-one.ts';
import { sealSource, type CalendarSource } from './source.ts';

export const mostCalendars = 10;

/** A calendar that was read for the first time. */
export interface NewlyRead {
  technician: Technician;
  name: string;
  host: string;
  source: CalendarSource;
  staleAfter: Seconds;
  times: readonly BusyTime[];
  version: CalendarVersion | null;
}

/** Keeps it, with what it said; returns its id. @throws ItineraError `invalid` (`address`, `too-many-calendars`). */
export async function keepNew(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  read: NewlyRead,
): Promise<string> {
  const { technician, name, host, source, staleAfter, version } = read;
  const technicianId = technician.id;
  const times = await located(read.times, locateNear(ctx, technician));
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
        kind: source.kind,
        name,
        host,
        sealed: sealSource(ctx, id, source),
        staleAfter,
        lastReadAt: now,
        staleAt: now + staleAfter,
        lastTriedAt: now,
        nextReadAt: now + pauseAfter({ id, staleAfter }, 0),
        version,
        createdAt: now,
      },
    ]);
    await replaceEvents(tx, { id, companyId, technicianId }, times.map(eventOf));
    await appendEvent(ctx, tx, scope, {
      kind: 'technician.calendar-added',
      subjectType: 'technician',
      subjectId: technicianId,
      data: { calendarId: id, kind: source.kind, name },
    });
  });
  return id;
}

/** @throws ItineraError `invalid` (`address`, `too-many-calendars`). */
export async function requireRoom(q: Queries, companyId: string, technicianId: string): Promise<void> {
  const { length } = await listCalendars(q, companyId, technicianId);
  if (length < mostCalendars) return;
  throw new ItineraError('invalid', `address: a technician has at most ${mostCalendars} calendars`, {
    field: 'address',
    reason: 'too-many-calendars',
  });
}

/** Why a calendar could not be read, as what is wrong with its address. */
export function tellRefusal(error: unknown): never {
  if (!(error instanceof CalendarError)) throw error;
  const { code, line } = error.problem;
  throw new ItineraError('invalid', `address: the calendar could not be read (${error.message})`, {
    field: 'address',
    reason: code,
    details: line === null ? {} : { line },
    cause: error,
  });
}
