import {
  deleteAssignmentsOf,
  insertRows,
  type Assignment,
  type NewAssignment,
  type Queries,
  type TechnicianDay,
} from '@itinera/db';
import { loosenStops, updateStop } from '@itinera/db/work';
import { keyOf, nothingTakenOut } from '../availability/load-problem.ts';
import type { LoadedDay } from '../availability/work-day.ts';
import type { View } from '../bookings/change-days.ts';
import { changedDay, storeDay, type DayChange } from '../bookings/day-change.ts';
import { loadDay } from '../bookings/days-without.ts';
import type { EpochSeconds } from '../shared/units.ts';
import type { StopChanges } from './stop-after.ts';

/** Stops with what a step makes of them, and their days as they are timed then. */
export interface DaysAfter {
  stops: { id: string; changes: StopChanges }[];
  days: { change: DayChange; crowded: string[] }[];
  /** Of work that somebody else did: their stop, in the place of those that its part has. */
  instead?: NewAssignment;
}

/**
 * The days of these stops as they are with what happened: what comes later is timed anew, and nothing leaves its order. Promises
 * never change here: one that cannot be kept any more is late, and staff see it.
 */
export async function daysAfter(
  view: Pick<View, 'q' | 'now' | 'travel'>,
  companyId: string,
  stops: readonly Assignment[],
  changesOf: (stop: Assignment) => StopChanges | null,
): Promise<DaysAfter> {
  const after = stops.flatMap((stop) => {
    const changes = changesOf(stop);
    return changes ? [{ id: stop.id, stop, changes }] : [];
  });
  const changed = new Map(after.map(({ id, changes }) => [id, changes]));
  const days: DaysAfter['days'] = [];
  for (const { stop } of new Map(after.map((one) => [keyOf(one.stop), one])).values()) {
    const { technicianId, date } = stop;
    const loaded = await loadDay(view, companyId, { technicianId, date }, { ...nothingTakenOut, changed });
    if (!loaded) continue;
    const change = await changedDay(loaded, null, view.travel);
    days.push({ change, crowded: crowded(loaded, change) });
  }
  return { stops: after.map(({ id, changes }) => ({ id, changes })), days };
}

/** The days that change. */
export function daysIn({ days }: DaysAfter): TechnicianDay[] {
  return days.map(({ change: { technicianId, date } }) => ({ technicianId, date }));
}

/** Stores them in days that are locked. */
export async function storeDaysAfter(
  tx: Queries,
  businessUnitId: string,
  { stops, days, instead }: DaysAfter,
  now: EpochSeconds,
): Promise<void> {
  if (instead?.partId) await deleteAssignmentsOf(tx, businessUnitId, { partId: instead.partId });
  // Until the others have their new times, it may overlap them.
  for (const { id, changes } of stops)
    await updateStop(tx, businessUnitId, id, { ...changes, deliberateOverlap: true });
  for (const { change, crowded: ids } of days) {
    await loosenStops(tx, change, ids);
    await storeDay(tx, change, now);
    for (const { id, changes } of stops)
      if (changes.deliberateOverlap === false && !ids.includes(id))
        await updateStop(tx, businessUnitId, id, { deliberateOverlap: false });
  }
  if (instead) await insertRows(tx, 'assignment', [instead]);
}

/** Stops that a late day puts where something else stands, such as a task at a fixed time: it may, for nobody booked it so. */
export function crowded({ rows }: LoadedDay, { timings }: DayChange): string[] {
  const timed = new Map(timings.map((timing) => [timing.id, timing]));
  const times = rows.map((row) => ({ row, ...pick(timed.get(row.id) ?? row) }));
  return times
    .filter(
      ({ row, startsAt, endsAt }) =>
        !row.deliberateOverlap &&
        times.some((other) => other.row !== row && other.startsAt < endsAt && startsAt < other.endsAt),
    )
    .map(({ row }) => row.id);
}

function pick({ startsAt, endsAt }: Pick<Assignment, 'startsAt' | 'endsAt'>) {
  return { startsAt, endsAt };
}
