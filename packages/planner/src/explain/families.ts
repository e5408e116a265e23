import type { SlotQuery, Technician, WorkDay } from '../problem/types.ts';
import { straightLine } from '../travel/straight-line.ts';
import type { EpochSeconds, Seconds } from '../units.ts';
import { metresOutside } from './metres-outside.ts';
import { isWhole } from './timed-day.ts';
import type { TimedDay } from './timed-day.ts';
import type { RefusalCode, RefusalNumbers, Relaxation } from './types.ts';

/** Relaxations of one thing, by more or less. */
export interface Family {
  relaxation(by: number): Relaxation;
  /** The most that is tried; by more nothing else can come of it, or it is further than anybody would go. */
  most: number;
  /**
   * The day that it changes and that is broken already: there more time may close a slot that less would open. On no
   * other day does it change the answer. undefined: what opens a slot still opens it by more.
   */
  unsteadyOn?: TimedDay | undefined;
  /** Whether `by` is seconds: only those compare. */
  inSeconds: boolean;
}

/** A day and why it refuses the window. */
export interface RefusedDay extends TimedDay {
  because: RefusalNumbers;
}

/** What promises decide, and what hours do; any other refusal stands whatever is done to them. */
const ofPromises: readonly RefusalCode[] = ['arrival', 'promise', 'way-back', 'slack'];
const ofHours: readonly RefusalCode[] = ['working-time', ...ofPromises];

/** More than any limit: travel times are kept in 32 bits. */
const unlimited = 2 ** 40;

/** Everything that may be relaxed for a slot, in the documented order; `furthest` bounds hours and promises. */
export function relaxationFamilies(
  query: SlotQuery,
  technician: Technician,
  days: readonly RefusedDay[],
  start: EpochSeconds,
  furthest: Seconds,
): Family[] {
  const { request, grid, now, notice = 0 } = query;
  const technicianId = technician.id;
  const inSeconds: InSeconds = (most, relaxation, unsteadyOn) => ({
    relaxation,
    most,
    unsteadyOn,
    inSeconds: true,
  });
  const counted = (most: number, relaxation: Family['relaxation']): Family => ({
    relaxation,
    most,
    inSeconds: false,
  });
  const end = Math.max(start + grid.width, start + 1);
  const families: Family[] = [];
  request.windows.forEach((window, interval) => {
    families.push(
      inSeconds(window.start - start, (by) => ({ kind: 'window', interval, edge: 'start', by })),
      inSeconds(end - window.end, (by) => ({ kind: 'window', interval, edge: 'end', by })),
    );
  });
  families.push(counted(1, () => ({ kind: 'assignment', technicianId })));
  for (const [skill, needed] of Object.entries(request.skills ?? {})) {
    families.push(counted(needed, (by) => ({ kind: 'skills', skill, by })));
  }
  if (request.place !== null) families.push(...reach(technician, days, request.place));
  for (const { route } of days) {
    const { date, limits = {} } = route.day;
    if (limits.visits !== undefined) {
      const most = route.visits.length + 1 - limits.visits;
      families.push(counted(most, (by) => ({ kind: 'visit-limit', technicianId, date, by })));
    }
    for (const [kind, limit] of [
      ['work-limit', limits.work],
      ['travel-limit', limits.travel],
      ['total-limit', limits.total],
    ] as const) {
      if (limit !== undefined)
        families.push(inSeconds(unlimited, (by) => ({ kind, technicianId, date, by })));
    }
  }
  families.push(inSeconds(Math.min(notice, now + notice - start), (by) => ({ kind: 'notice', by })));
  (request.open ?? []).forEach((_, interval) => {
    for (const edge of ['start', 'end'] as const) {
      families.push(inSeconds(furthest, (by) => ({ kind: 'open', interval, edge, by })));
    }
  });
  for (const day of days) {
    if (ofHours.includes(day.because.code)) families.push(...hours(technician, day, furthest, inSeconds));
  }
  for (const day of days) {
    if (!ofPromises.includes(day.because.code)) continue;
    families.push(...promises(technicianId, day, now, furthest, inSeconds));
  }
  families.push(inSeconds(grid.slack ?? 0, (by) => ({ kind: 'slack', by })));
  return families.filter(({ most }) => most > 0);

  function reach(
    { area, maxDistance }: Technician,
    around: readonly TimedDay[],
    place: NonNullable<typeof request.place>,
  ): Family[] {
    const reaching: Family[] = [];
    if (area !== undefined) {
      const most = metresOutside(area, place);
      reaching.push(counted(most, (by) => ({ kind: 'area', technicianId, by })));
    }
    if (maxDistance !== undefined) {
      const metres = around.map(({ route }) => Math.ceil(straightLine(route.day.start, place)));
      const most = Math.max(0, ...metres) - maxDistance;
      reaching.push(counted(most, (by) => ({ kind: 'distance', technicianId, by })));
    }
    return reaching;
  }
}

type InSeconds = (most: number, relaxation: Family['relaxation'], unsteadyOn?: TimedDay) => Family;

/** Each working interval earlier and later, as far as the technician's other days leave room. */
function hours(technician: Technician, timed: TimedDay, furthest: Seconds, inSeconds: InSeconds): Family[] {
  const { day } = timed.route;
  const others = technician.days.filter((other) => other.date !== day.date && other.working.length > 0);
  const opening = day.working[0]!.start;
  const closed = closingBefore(others, opening);
  const opens = openingAfter(others, opening);
  const unsteadyOn = isWhole(timed) ? undefined : timed;
  return day.working.flatMap((shift, interval) =>
    (['start', 'end'] as const).map((edge) => {
      const room = edge === 'start' ? shift.start - closed : opens - shift.end;
      return inSeconds(
        Math.min(furthest, room),
        (by) => ({
          kind: 'working-time',
          technicianId: technician.id,
          date: day.date,
          interval,
          edge,
          by,
        }),
        unsteadyOn,
      );
    }),
  );
}

function closingBefore(days: readonly WorkDay[], moment: EpochSeconds): EpochSeconds {
  return Math.max(-Infinity, ...days.map((day) => day.working.at(-1)!.end).filter((end) => end <= moment));
}

function openingAfter(days: readonly WorkDay[], moment: EpochSeconds): EpochSeconds {
  return Math.min(Infinity, ...days.map((day) => day.working[0]!.start).filter((start) => start > moment));
}

/** Each visit's promise earlier (not before now) and later. */
function promises(
  technicianId: string,
  timed: TimedDay,
  now: EpochSeconds,
  furthest: Seconds,
  inSeconds: InSeconds,
): Family[] {
  const { visits, day } = timed.route;
  const { date } = day;
  const unsteadyOn = isWhole(timed) ? undefined : timed;
  return visits.flatMap(({ id: visitId, earliest }) => [
    inSeconds(
      Math.min(furthest, earliest - now),
      (by) => ({ kind: 'promise', technicianId, date, visitId, edge: 'earliest', by }),
      unsteadyOn,
    ),
    inSeconds(furthest, (by) => ({ kind: 'promise', technicianId, date, visitId, edge: 'latest', by })),
  ]);
}
