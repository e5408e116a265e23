import type { NewAssignment, Queries, Technician } from '@itinera/db';
import { isExternal } from '../availability/external-time.ts';
import { keyOf, nothingTakenOut } from '../availability/load-problem.ts';
import type { PlannedVisit } from '../availability/planned-visit.ts';
import { isPlaced } from '../availability/work-day.ts';
import type { View } from '../bookings/change-days.ts';
import { changedDay } from '../bookings/day-change.ts';
import { daysWithout, loadDay } from '../bookings/days-without.ts';
import { standing } from '../bookings/stop-row.ts';
import { techniciansOf } from '../interventions/was-theirs.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { localDate } from '../shared/local-time.ts';
import { crowded, type DaysAfter } from './days-after.ts';
import type { ReadClosing } from './schema.ts';

/** Who did the work that was reported; null: it is planned to them, or to nobody, or who reported it is no technician now. */
export async function otherWorker(
  q: Queries,
  scope: BusinessUnitScope,
  { stops }: Pick<PlannedVisit, 'stops'>,
  staffUserId: string | null,
): Promise<Technician | null> {
  if (staffUserId === null || stops.length === 0) return null;
  const own = await techniciansOf(q, scope, staffUserId);
  if (own.some(({ id }) => stops.some(({ technicianId }) => technicianId === id))) return null;
  return own[0] ?? null;
}

/**
 * The days as they are when the work was done by `worker` instead of those to whom it is planned: their days are timed without
 * it, and it stands in the worker's, on the date and at the time at which it was done.
 */
export async function daysOfWorker(
  ctx: { ids: { newId(): string } },
  view: Pick<View, 'q' | 'now' | 'travel'>,
  companyId: string,
  { stops }: PlannedVisit,
  { worker, closing }: { worker: Technician; closing: ReadClosing },
): Promise<DaysAfter> {
  const [former] = stops;
  const { businessUnitId, partId, lon, lat, zone, earliest, latest, open } = former!;
  const { startedAt, endedAt } = closing;
  const day = { technicianId: worker.id, date: localDate(startedAt, worker.zone) };
  const stop: NewAssignment = {
    ...{ id: ctx.ids.newId(), businessUnitId, partId, ...day, position: 0 },
    ...{ lon, lat, zone, earliest, latest, open },
    ...{ startsAt: startedAt, endsAt: Math.max(startedAt + 1, endedAt), deliberateOverlap: true },
    ...{ progress: 'closed' as const, progressAt: endedAt },
  };
  const now = await loadDay(view, companyId, day, nothingTakenOut);
  const rows = (now?.rows ?? []).filter((row) => !isExternal(row));
  const at = rows.findIndex(({ startsAt }) => startsAt > startedAt);
  const standingRows = rows.toSpliced(at === -1 ? rows.length : at, 0, standing(stop));
  const asIf = new Map([[keyOf(day), { rows: standingRows, legs: now?.stored ?? [] }]]);
  const loaded = await loadDay(view, companyId, day, { ...nothingTakenOut, asIf });
  const days = [];
  for (const change of await daysWithout(view, companyId, stops, stops)) days.push({ change, crowded: [] });
  if (loaded) {
    stop.position = loaded.rows.filter(isPlaced).findIndex(({ id }) => id === stop.id);
    const change = await changedDay(loaded, null, view.travel);
    const others = crowded(loaded, change).filter((id) => id !== stop.id);
    const timings = change.timings.filter(({ id }) => id !== stop.id);
    days.push({ change: { ...change, timings }, crowded: others });
  }
  return { stops: [], days, instead: { ...stop, position: Math.max(0, stop.position) } };
}
