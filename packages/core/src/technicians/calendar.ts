import { listRouteDetails, type Assignment, type RouteDetail } from '@itinera/db';
import { explainDay, type DayPiece } from '../availability/explain-day.ts';
import { isExternal, loadExternalTime } from '../availability/external-time.ts';
import { baseOn, isOutside, isPlaced, type LoadedDay } from '../availability/work-day.ts';
import type { Context } from '../context.ts';
import { displayName } from '../customers/display-name.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound } from '../shared/ids.ts';
import { isIsoDate, shiftDate } from '../shared/local-time.ts';
import type { IsoDate } from '../shared/units.ts';
import { daysOf, latenessOf } from './broken-days.ts';
import { sightOf } from '../teams/sight.ts';
import { technicianOfUnit } from '../teams/technician-of-unit.ts';
import type { CalendarVisit, ResolvedWeek } from './types.ts';

/**
 * The week of a date as the planner sees it, Monday first: working time, why the rest is none, and the visits. Work of
 * other units is a black box (CAD-BU-16), and to a team leader everything of a member who does not delegate (CAD-US-04).
 * @throws ItineraError `not-found` for a technician of another unit and, to who sees their own plan only, for anybody
 *   else; `invalid` for a date that is none.
 */
export async function calendar(
  ctx: Context,
  scope: BusinessUnitScope,
  technicianId: string,
  date: IsoDate,
): Promise<ResolvedWeek> {
  if (!isIsoDate(date))
    throw new ItineraError('invalid', 'date must be a date written YYYY-MM-DD', { field: 'date' });
  const q = ctx.db.read;
  const technician = await technicianOfUnit(q, scope, technicianId);
  const sight = (await sightOf(q, scope))(technician);
  if (sight === 'none') throw notFound('technicianId');
  const hidden = sight === 'busy';
  const monday = shiftDate(date, -((new Date(date).getUTCDay() + 6) % 7));
  const dates = { fromDate: monday, toDate: shiftDate(monday, 6) };
  const { calendar: own, days } = await daysOf(q, scope, technician, dates, ctx.clock.now());
  if (!own) throw notFound('technicianId');
  const rows = days.flatMap((day) => day.rows).filter((row) => !isExternal(row));
  const ids = rows.map(({ id }) => id);
  const external = await loadExternalTime(q, scope.companyId, [own], dates, ctx.clock.now());
  const elsewhere = external(technicianId);
  const details = new Map(
    (hidden ? [] : await listRouteDetails(q, scope.businessUnitId, ids)).map((detail) => [
      detail.assignmentId,
      detail,
    ]),
  );
  const { id, name, colour, status, zone } = technician;
  return {
    technician: { id, name, colour, active: status === 'active' },
    zone,
    own: technician.staffUserId === scope.staffUserId,
    hidden,
    days: Array.from({ length: 7 }, (_, n) => {
      const on = shiftDate(monday, n);
      const day = days.find((one) => one.date === on);
      const busy = day?.rows.filter((row) => !isPlaced(row)) ?? [];
      return {
        date: on,
        pieces: explainDay(own, busy, on, elsewhere.busy).map((piece) =>
          hidden ? withoutReasons(piece) : piece,
        ),
        visits: day ? day.rows.map((row) => visitOf(row, day, details.get(row.id), scope)) : [],
        deciding: !hidden && (day?.closed ?? false) && !elsewhere.stale,
        base: hidden ? null : baseOn(technician, on),
      };
    }),
  };
}

function withoutReasons(piece: DayPiece): DayPiece {
  return piece.working ? piece : { ...piece, reasons: [{ kind: 'hidden', name: null }] };
}

function visitOf(
  row: Assignment,
  { working }: LoadedDay,
  detail: RouteDetail | undefined,
  { businessUnitId }: BusinessUnitScope,
): CalendarVisit {
  const own = row.businessUnitId === businessUnitId ? detail : undefined;
  return {
    kind: own ? (row.holdId === null ? 'visit' : 'hold') : 'other',
    start: row.startsAt,
    end: row.endsAt,
    interventionId: own?.interventionId ?? null,
    reference: own?.reference ?? null,
    customerName: own ? displayName(own.customer) : null,
    outside: isOutside(row, working),
    lateness: latenessOf(row),
  };
}
