import { listTechniciansOfBusinessUnit } from '@itinera/db';
import { z } from 'zod';
import type { OffReason } from '../availability/explain-day.ts';
import { routeDay } from '../availability/route-day.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { isIsoDate, localDate, shiftDate } from '../shared/local-time.ts';
import { parseInput } from '../shared/parse-input.ts';
import type { IsoDate } from '../shared/units.ts';
import { calendar } from '../technicians/calendar.ts';
import type { CalendarDay } from '../technicians/types.ts';
import { ownVisits } from './own-visits.ts';
import type { DayAhead, OwnDay } from './types.ts';

/** Days after the one that is looked at. */
const daysAhead = 7;

const read = parseInput(
  z.strictObject({
    date: z.string().refine(isIsoDate, 'must be a date written YYYY-MM-DD').optional(),
  }),
);

/**
 * A technician's own day: the route with its legs, each visit with what is needed at the door, and the days after it. No
 * right but one's own: nobody else's day is reached by it, whatever the role. null: who asks is no technician of the unit.
 * @throws ItineraError `invalid` for a date that is none.
 */
export async function ownDay(
  ctx: Context,
  scope: BusinessUnitScope,
  input: { date?: IsoDate | undefined },
): Promise<OwnDay | null> {
  const given = read(input);
  const all = await listTechniciansOfBusinessUnit(ctx.db.read, scope.businessUnitId);
  const own = all.find(({ staffUserId }) => staffUserId === scope.staffUserId);
  if (!own) return null;
  const date = given.date ?? localDate(ctx.clock.now(), own.zone);
  const last = shiftDate(date, daysAhead);
  const [route, ...weeks] = await Promise.all([
    routeDay(ctx, scope, own.id, date),
    calendar(ctx, scope, own.id, date),
    calendar(ctx, scope, own.id, last),
  ]);
  const ids = route.stops.flatMap(({ kind, interventionId }) =>
    kind === 'visit' && interventionId !== null ? [interventionId] : [],
  );
  return {
    route,
    visits: await ownVisits(ctx, scope, [...new Set(ids)]),
    days: weeks
      .flatMap((week) => week.days)
      .filter((day) => date <= day.date && day.date <= last)
      .map(dayAhead),
  };
}

/** What is said of time off; the ends of the hours, breaks and work are not it. */
function isToldOff({ kind }: OffReason): boolean {
  return kind === 'absence' || kind === 'unit-absence' || kind === 'private' || kind === 'closure';
}

function dayAhead({ date, pieces, visits }: CalendarDay): DayAhead {
  const kept = visits.filter(({ kind }) => kind !== 'hold');
  return {
    date,
    hours: pieces.filter(({ working }) => working).map(({ start, end }) => ({ start, end })),
    off: pieces
      .map(({ start, end, reasons }) => ({ start, end, reasons: reasons.filter(isToldOff) }))
      .filter(({ reasons }) => reasons.length > 0),
    visits: kept.length,
    first: kept.length > 0 ? Math.min(...kept.map(({ start }) => start)) : null,
    last: kept.length > 0 ? Math.max(...kept.map(({ end }) => end)) : null,
  };
}
