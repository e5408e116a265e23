import { listCalendars, type ExternalCalendar } from '@itinera/db';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { ownTechnician } from './own-technician.ts';
import { calendarProblems, type CalendarProblemCode } from './problems.ts';
import type { CalendarRow, TechnicianCalendars } from './types.ts';

const providers = ['google', 'microsoft'] as const;

/**
 * The calendars that are read of a technician.
 * @throws ItineraError `not-found`, `not-allowed` (`role`).
 */
export async function technicianCalendars(
  ctx: Context,
  scope: BusinessUnitScope,
  technicianId: string,
): Promise<TechnicianCalendars> {
  const q = ctx.db.read;
  const { id, name, zone } = await ownTechnician(q, scope, technicianId);
  const now = ctx.clock.now();
  const calendars = (await listCalendars(q, scope.companyId, id)).map((row) => calendarRow(row, now));
  return {
    technician: { id, name, zone },
    calendars,
    closed: calendars.some(({ state }) => state === 'stale'),
    providers: providers.filter((provider) => ctx.config.calendarGrants[provider] !== undefined),
  };
}

export function calendarRow(row: ExternalCalendar, now: EpochSeconds): CalendarRow {
  const { id, kind, name, host, staleAfter, lastReadAt, lastTriedAt, nextReadAt, revision } = row;
  const code = calendarProblems.find((known) => known === row.problem) ?? null;
  return {
    id,
    kind,
    name,
    host,
    staleAfter,
    state: row.staleAt < now ? 'stale' : code === null ? 'fresh' : 'failing',
    problem: problemOf(code, row.problemLine),
    lastReadAt,
    lastTriedAt,
    nextReadAt,
    revision,
  };
}

function problemOf(code: CalendarProblemCode | null, line: number | null) {
  return code === null ? null : { code, line };
}
