import type { Assignment, DayLeg, Technician } from '@itinera/db';
import type { Interval, Visit } from '@itinera/planner';
import { localDate } from '../shared/local-time.ts';
import type { EpochSeconds, IsoDate, Seconds } from '../shared/units.ts';
import { isExternal } from './external-time.ts';

type Placed = Assignment & { lon: number; lat: number };

/**
 * A day is under way once a technician has said anything of its work: from then on, until it is over, it is timed by what
 * happened and by the clock. A day of which nothing is said is timed by its plan.
 */
export function isUnderWay(
  rows: readonly Assignment[],
  { zone }: Pick<Technician, 'zone'>,
  date: IsoDate,
  now: EpochSeconds,
): boolean {
  return rows.some(({ progress }) => progress !== null) && localDate(now, zone) <= date;
}

/** Whether somebody is, or was, there: it begins when it began. */
export function hasBegun(row: Assignment, now: EpochSeconds): boolean {
  if (isExternal(row)) return row.startsAt <= now;
  return row.progress !== null && row.progress !== 'on-the-way';
}

/** The stops in the order in which they are served: those that began by when they did, where somebody is driving to, the rest. */
export function inOrder(rows: readonly Assignment[], now: EpochSeconds): Assignment[] {
  const begun = rows.filter((row) => hasBegun(row, now)).sort((a, b) => a.startsAt - b.startsAt);
  const ahead = rows.filter((row) => !hasBegun(row, now) && row.progress === 'on-the-way');
  const others = rows.filter((row) => !hasBegun(row, now) && row.progress !== 'on-the-way');
  return [...begun, ...ahead, ...others];
}

/**
 * The visits of a day under way, in order, as the planner is told them. What began is where it was; who has not closed it
 * is still there now. Nothing else begins before now, nor before somebody who has not left yet can be there; what
 * staff froze stays where it is until that is over.
 */
export function visitsUnderWay(
  placed: readonly Placed[],
  legs: readonly (DayLeg | null)[],
  now: EpochSeconds,
): Visit[] {
  return placed.map((row, i) => {
    const visit = { id: row.id, place: { lon: row.lon, lat: row.lat } };
    if (hasBegun(row, now)) {
      const duration = Math.max(1, endOf(row, placed[i + 1], now) - row.startsAt);
      return { ...visit, duration, earliest: row.startsAt, latest: row.startsAt };
    }
    const before = placed[i - 1];
    const leg = Math.max(0, legs[i]?.seconds ?? 0);
    const left = row.progress === 'on-the-way' ? row.progressAt! : now;
    // Until work is closed, the day itself goes on from its end.
    const isFree = before === undefined || (hasBegun(before, now) && isOver(before));
    const reached = row.progress === 'on-the-way' || (isFree && before !== undefined) ? left + leg : now;
    const earliest = Math.max(row.earliest, now, reached);
    const duration = row.endsAt - row.startsAt;
    if (row.frozen && row.startsAt >= earliest)
      return { ...visit, duration, earliest: row.startsAt, latest: row.startsAt };
    const open = row.open === null ? {} : { open: row.open };
    // Who is driving there is not sent elsewhere first.
    const latest = row.progress === 'on-the-way' ? earliest : Math.max(row.latest, earliest);
    return { ...visit, duration, earliest, latest, ...open };
  });
}

/**
 * Time in which somebody drives to the next of these visits, and serves it: whoever left drives, and whoever is there begins, whatever
 * the calendar says of that hour.
 */
export function drivenTime(
  placed: readonly Placed[],
  visits: readonly Visit[],
  legs: readonly (DayLeg | null)[],
): Interval[] {
  return placed.flatMap(({ progress, progressAt }, i) => {
    if (progress !== 'on-the-way') return [];
    const left = progressAt!;
    const { earliest, duration } = visits[i]!;
    const way = { start: left, end: left + Math.max(0, legs[i]?.seconds ?? 0) };
    return [way, { start: earliest, end: earliest + duration }].filter(({ start, end }) => start < end);
  });
}

/** What began is reached when it began, whatever the road says; from the last of it on the roads count. */
export function legsUnderWay(
  rows: readonly Placed[],
  legs: readonly Seconds[],
  now: EpochSeconds,
): Seconds[] {
  const begun = rows.filter((row) => hasBegun(row, now)).length;
  return legs.map((leg, i) => (i < begun ? 0 : leg));
}

function isOver(row: Assignment): boolean {
  return isExternal(row) || row.progress === 'closed';
}

/** Whoever is somewhere else, or on the way there, has left. */
function endOf(row: Placed, next: Placed | undefined, now: EpochSeconds): EpochSeconds {
  const end = isOver(row) ? row.endsAt : Math.max(row.endsAt, now);
  if (next && hasBegun(next, now)) return Math.min(end, next.startsAt);
  if (next?.progress === 'on-the-way') return Math.min(end, next.progressAt!);
  return end;
}
