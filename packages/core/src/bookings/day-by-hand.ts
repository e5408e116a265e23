import type { Assignment, NewAssignment } from '@itinera/db';
import type { Interval } from '@itinera/planner';
import { completeLegs } from '../availability/complete-legs.ts';
import { covers } from '../availability/explain-day.ts';
import { loadProblem, type LoadedTechnician } from '../availability/load-problem.ts';
import { isPlaced, placesOf, workDay, type LoadedDay } from '../availability/work-day.ts';
import type { Wish } from '../availability/wish.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { notFound } from '../shared/ids.ts';
import { localDate, shiftDate } from '../shared/local-time.ts';
import type { View } from './change-days.ts';
import { changedDay, type DayChange } from './day-change.ts';
import { daysWithout } from './days-without.ts';
import { standing, stopRow, type Placed } from './stop-row.ts';

/** A stop that staff put into a day at a time of their choice. */
export interface ByHand {
  wish: Wish;
  /** Its former stops. */
  leaving: readonly Assignment[];
  technicianId: string;
  /** Buffers included. */
  service: Interval;
  stopId: string;
}

/** The day before and after. */
export interface HandPlacement {
  calendar: LoadedTechnician['calendar'];
  before: LoadedDay;
  change: DayChange;
  /** What it overlaps, as timed after the change. */
  overlapped: Assignment[];
  stopId: string;
  placement: Placed & { changes: DayChange[] };
}

/**
 * The technician's day with the stop in it, after whatever begins before; all others are timed around it as well as can be.
 * @throws ItineraError `not-found` for a technician who does not work for the unit.
 */
export async function dayByHand(
  view: View,
  { companyId, businessUnitId }: BusinessUnitScope | SystemScope,
  { wish, leaving, technicianId, service, stopId }: ByHand,
): Promise<HandPlacement> {
  const out = { assignmentIds: new Set(leaving.map(({ id }) => id)), holdIds: new Set<string>() };
  // A technician's date may be another than the customer's, and a night belongs to the evening before.
  const here = localDate(service.start, wish.zone);
  const dates = { fromDate: shiftDate(here, -1), toDate: shiftDate(here, 1) };
  const range = { companyId, businessUnitId, technicianIds: [technicianId], ...dates };
  const [own] = await loadProblem(view.q, range, view.now, out);
  if (!own) throw notFound('technicianId');
  const { technician } = own.calendar;
  const local = localDate(service.start, technician.zone);
  const before =
    own.days.find(({ working }) => working.some((piece) => covers(piece, service))) ??
    own.days.find((day) => day.date === local) ??
    emptyDay(technician, local, view.now);
  const { date } = before;
  const placed = before.rows.filter(isPlaced);
  const position = placed.filter(({ startsAt }) => startsAt < service.start).length;
  const day = { technicianId, date };
  const bounds = { earliest: service.start, latest: service.start + wish.type.width, open: null };
  const stop = { day, service, offer: { position }, ...bounds };
  const change = wish.place
    ? await withStop(before, forced(stopRow(stopId, wish, stop, { partId: stopId })), view)
    : await changedDay(before, { visit: null, position, service }, view.travel);
  const timed = new Map(change.timings.map((timing) => [timing.id, timing]));
  const overlapped = before.rows.filter((row) => {
    const { startsAt, endsAt } = timed.get(row.id) ?? row;
    return startsAt < service.end && service.start < endsAt;
  });
  const others = leaving.filter((left) => left.technicianId !== technicianId || left.date !== date);
  return {
    calendar: own.calendar,
    before,
    change,
    overlapped,
    stopId,
    placement: {
      ...stop,
      byHand: { overlaps: overlapped.length > 0 },
      changes: [change, ...(await daysWithout(view, companyId, others, leaving))],
    },
  };
}

/** The others timed around the stop, which stays: as if it stood there already. */
async function withStop(before: LoadedDay, stop: Assignment, view: View): Promise<DayChange> {
  const { technician, date, working, now } = before;
  const at = before.rows.findIndex(({ startsAt }) => startsAt >= stop.startsAt);
  const rows = before.rows.toSpliced(at === -1 ? before.rows.length : at, 0, stop);
  const stored = await completeLegs(placesOf(technician, date, rows), before.stored, view.travel);
  const day = workDay(technician, date, working, rows, stored, now);
  const change = await changedDay({ ...before, rows, stored, day }, null, view.travel);
  const timings = change.timings.filter(({ id }) => id !== stop.id);
  return { ...change, timings, newcomer: { start: stop.startsAt, end: stop.endsAt } };
}

function forced(row: NewAssignment): Assignment {
  return { ...standing(row), open: null, deliberateOverlap: true, frozen: true };
}

function emptyDay(technician: LoadedDay['technician'], date: string, now: number): LoadedDay {
  const day = workDay(technician, date, [], [], [], now);
  return { technician, date, rows: [], stored: [], working: [], day, now, closed: false };
}
