import {
  deleteExpiredStops,
  retimeAssignments,
  storeDayLegs,
  type DayLeg,
  type Queries,
  type Timing,
} from '@itinera/db';
import { timeDay, type Interval, type TravelTimes, type Visit, type WorkDay } from '@itinera/planner';
import { completeLegs } from '../availability/complete-legs.ts';
import { isExternal } from '../availability/external-time.ts';
import { dayWithLegs, isFixed, isPlaced, timedLegs, type LoadedDay } from '../availability/work-day.ts';
import type { EpochSeconds, IsoDate } from '../shared/units.ts';

/** A visit that comes into a day, at its place in the order; `visit` null: work without a place, at a fixed time. */
export interface Newcomer {
  visit: Visit | null;
  position: number;
  service: Interval;
}

/** A day as it is to be stored: everybody's times and the legs between. */
export interface DayChange {
  technicianId: string;
  date: IsoDate;
  day: WorkDay;
  /** The stops whose time or place in the order changes, without the newcomer. */
  timings: Timing[];
  /** When the newcomer is served; null when nobody comes. */
  newcomer: Interval | null;
  legs: DayLeg[];
}

/**
 * The day with every visit as early as it can be, with the newcomer in it if there is one. Promises and order stay;
 * what has begun or is frozen stays where it is. Legs that are not stored are asked for, estimates asked for again.
 */
export async function changedDay(
  loaded: LoadedDay,
  newcomer: Newcomer | null,
  travel: TravelTimes,
): Promise<DayChange> {
  const { technician, date, rows } = loaded;
  const placed = rows.filter(isPlaced);
  const at = newcomer?.position ?? 0;
  const visits = newcomer?.visit ? loaded.day.visits.toSpliced(at, 0, newcomer.visit) : loaded.day.visits;
  const working =
    newcomer && !newcomer.visit ? without(loaded.day.working, newcomer.service) : loaded.day.working;
  const places = [loaded.day.start, ...visits.map(({ place }) => place), loaded.day.end];
  const legs = await completeLegs(places, loaded.stored, travel);
  const day: WorkDay = newcomer
    ? {
        ...loaded.day,
        working,
        visits,
        legs: timedLegs(
          loaded,
          legs.map((leg) => leg.seconds),
        ),
      }
    : dayWithLegs(loaded, legs);
  const { stops } = await timeDay(day);
  const startOf = new Map(stops.map(({ visitId, start }) => [visitId, start]));
  const timings = placed.flatMap((row, i) => {
    const position = newcomer?.visit && i >= at ? i + 1 : i;
    const startsAt = isFixed(row, loaded) ? row.startsAt : (startOf.get(row.id) ?? row.startsAt);
    if (isExternal(row) || (position === row.position && startsAt === row.startsAt)) return [];
    return [{ id: row.id, position, startsAt, endsAt: startsAt + row.endsAt - row.startsAt }];
  });
  return {
    technicianId: technician.id,
    date,
    day,
    timings,
    newcomer: newcomer && served(newcomer, startOf),
    legs,
  };
}

function served({ visit, service }: Newcomer, startOf: Map<string, EpochSeconds>): Interval {
  if (!visit) return service;
  const start = startOf.get(visit.id) ?? service.start;
  return { start, end: start + visit.duration };
}

/**
 * Stores a changed day that is locked: the stops of expired holds go, then those that stay get their times and the
 * day its legs. Stops that leave must be deleted before, newcomers inserted after.
 */
export async function storeDay(
  tx: Queries,
  { technicianId, date, timings, legs }: DayChange,
  now: EpochSeconds,
): Promise<void> {
  const day = { technicianId, date };
  await deleteExpiredStops(tx, day, now);
  if (timings.length > 0) await retimeAssignments(tx, day, timings);
  await storeDayLegs(tx, day, legs);
}

function without(working: readonly Interval[], taken: Interval): Interval[] {
  return working
    .flatMap(({ start, end }) => [
      { start, end: Math.min(end, taken.start) },
      { start: Math.max(start, taken.end), end },
    ])
    .filter(({ start, end }) => start < end);
}
