import { listRouteDetails } from '@itinera/db';
import { isInArea, straightLine } from '@itinera/planner';
import { explainDay } from '../availability/explain-day.ts';
import { isExternal, loadExternalTime } from '../availability/external-time.ts';
import { polygonOf } from '../availability/search.ts';
import { baseOn, isPlaced } from '../availability/work-day.ts';
import type { Wish } from '../availability/wish.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { shiftDate } from '../shared/local-time.ts';
import type { View } from './change-days.ts';
import type { HandPlacement } from './day-by-hand.ts';
import { brokenBy } from './second-opinion.ts';
import type { PlanWarning } from './types.ts';

/**
 * Everything that speaks against a stop chosen by hand: why the time is no working time, what it overlaps, what the verifier
 * finds broken that was right before, and what of the technician does not fit the work.
 */
export async function warningsOf(
  view: View,
  scope: BusinessUnitScope | SystemScope,
  wish: Wish,
  hand: HandPlacement,
): Promise<PlanWarning[]> {
  const { before, overlapped } = hand;
  const details = await listRouteDetails(
    view.q,
    scope.businessUnitId,
    before.rows.filter((row) => !isExternal(row)).map(({ id }) => id),
  );
  const referenceOf = new Map(details.map(({ assignmentId, reference }) => [assignmentId, reference]));
  return [
    ...(hand.placement.service.start < view.now ? [{ kind: 'past' } as const] : []),
    ...(before.closed ? [{ kind: 'closed-day' } as const] : []),
    ...(await offTimes(view, scope, hand)),
    ...overlapped.map((row) => ({
      kind: 'overlap' as const,
      start: row.startsAt,
      end: row.endsAt,
      reference: referenceOf.get(row.id) ?? null,
    })),
    ...(await brokenOnDay(view, hand, referenceOf)),
    ...ofTechnician(wish, hand),
  ];
}

/** The parts of the time in which the technician does not work, with every reason. */
async function offTimes(
  { q, now }: View,
  { companyId }: BusinessUnitScope | SystemScope,
  { calendar, before, placement: { day, service } }: HandPlacement,
): Promise<PlanWarning[]> {
  const dates = { fromDate: shiftDate(day.date, -1), toDate: day.date };
  const elsewhere = await loadExternalTime(q, companyId, [calendar], dates, now);
  const busy = before.rows.filter((row) => !isPlaced(row));
  return explainDay(calendar, [], day.date, elsewhere(day.technicianId).busy)
    .filter(({ working, start, end }) => !working && start < service.end && service.start < end)
    .filter(({ start, end }) => !busy.some((row) => row.startsAt <= start && end <= row.endsAt))
    .map(({ start, end, reasons }) => ({
      kind: 'off',
      start: Math.max(start, service.start),
      end: Math.min(end, service.end),
      reasons,
    }));
}

/** Whose own time it leaves is said by `off`, and whom it meets by `overlap`. */
async function brokenOnDay(
  view: View,
  { before, change, stopId }: HandPlacement,
  referenceOf: ReadonlyMap<string, string | null>,
): Promise<PlanWarning[]> {
  const broken = await brokenBy(change, before, stopId, view);
  return broken
    .filter(({ code }) => code !== 'outside-working-time')
    .map(({ code, by, visit }) => ({
      kind: 'day',
      code,
      by,
      reference: visit === null || visit === stopId ? null : (referenceOf.get(visit) ?? null),
    }));
}

function ofTechnician(wish: Wish, { calendar, placement: { day } }: HandPlacement): PlanWarning[] {
  const { technician, skills } = calendar;
  const { only, exclude = [] } = wish.technicians;
  const { place } = wish;
  const missing = Object.entries(wish.skills).filter(([code, level]) => (skills[code] ?? 0) < level);
  const home = baseOn(technician, day.date);
  const { area, maxDistance } = technician;
  return [
    ...missing.map(([code, level]) => ({ kind: 'skill' as const, code, level })),
    ...(only && !only.includes(technician.id) ? [{ kind: 'not-wanted' } as const] : []),
    ...(exclude.includes(technician.id) ? [{ kind: 'service-zone' } as const] : []),
    ...(place && area && !isInArea(polygonOf(area), place) ? [{ kind: 'area' } as const] : []),
    ...(place && maxDistance !== null && straightLine(home, place) > maxDistance
      ? [{ kind: 'distance' } as const]
      : []),
  ];
}
