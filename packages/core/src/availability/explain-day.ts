import type { Interval } from '@itinera/planner';
import { shiftDate, startOfDate } from '../shared/local-time.ts';
import type { EpochSeconds, IsoDate } from '../shared/units.ts';
import { hoursOn, resolveCalendar, takenTimes, type HoursKind, type TakenTime } from './calendar-sources.ts';
import type { CalendarInUnit } from './unit-calendar.ts';

/**
 * Why somebody does not work at a time. `break`: between two hours of the day; `hidden`: it is not the reader's to know;
 * `name`: the reason or the name given.
 */
export interface OffReason {
  kind: HoursKind | 'break' | 'hidden' | TakenTime['kind'];
  name: string | null;
}

/** A stretch of a day in which nothing changes. */
export interface DayPiece {
  start: EpochSeconds;
  end: EpochSeconds;
  working: boolean;
  /** Empty while working; otherwise everything that alone would be reason enough. */
  reasons: OffReason[];
}

/**
 * A technician's day piece by piece, from midnight to midnight and on to the end of its hours: working time, exactly as
 * the planner is told it, and for all the rest why it is none. `busy`: work without a place. `elsewhere`: what private
 * calendars say (CAD-PL-31).
 */
export function explainDay(
  calendar: CalendarInUnit,
  busy: readonly { startsAt: EpochSeconds; endsAt: EpochSeconds }[],
  date: IsoDate,
  elsewhere: readonly Interval[] = [],
): DayPiece[] {
  const day = { from: date, to: date };
  const taken = [
    ...takenTimes(calendar, busy, day),
    ...elsewhere.map(({ start, end }) => ({ start, end, kind: 'private' as const, name: null })),
  ];
  const working = resolveCalendar(calendar, taken, day)[0]?.working ?? [];
  const hours = resolveCalendar(calendar, [], day)[0]?.working ?? [];
  const { zone } = calendar.technician;
  const midnight = startOfDate(date, zone);
  const last = Math.max(startOfDate(shiftDate(date, 1), zone), hours.at(-1)?.end ?? 0);
  const source = hoursOn(calendar, date);
  const whyOff = (piece: Interval): OffReason[] => {
    if (isIn(hours, piece))
      return taken.filter((one) => covers(one, piece)).map(({ kind, name }) => ({ kind, name }));
    const between = (hours[0]?.end ?? Infinity) <= piece.start && piece.end <= (hours.at(-1)?.start ?? 0);
    return [{ kind: between ? 'break' : source.kind, name: between ? null : source.name }];
  };
  const cuts = [
    midnight,
    last,
    ...[...hours, ...working, ...taken].flatMap(({ start, end }) => [start, end]),
  ];
  const inside = cuts.filter((cut) => midnight <= cut && cut <= last);
  const bounds = [...new Set(inside)].sort((a, b) => a - b);
  return bounds
    .slice(1)
    .map((end, n) => ({ start: bounds[n]!, end }))
    .map((piece) => {
      const works = isIn(working, piece);
      return { ...piece, working: works, reasons: works ? [] : unique(whyOff(piece)) };
    })
    .reduce<DayPiece[]>(joined, []);
}

function joined(pieces: DayPiece[], next: DayPiece): DayPiece[] {
  const before = pieces.at(-1);
  if (before && before.working === next.working && told(before.reasons) === told(next.reasons))
    return pieces.with(-1, { ...before, end: next.end });
  return [...pieces, next];
}

function unique(reasons: readonly OffReason[]): OffReason[] {
  return [...new Map(reasons.map((reason) => [told([reason]), reason])).values()];
}

function told(reasons: readonly OffReason[]): string {
  return JSON.stringify(reasons.map(({ kind, name }) => [kind, name]));
}

/** Whether one stretch of time lies wholly in another. */
export function covers(outer: Interval, inner: Interval): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function isIn(intervals: readonly Interval[], piece: Interval): boolean {
  return intervals.some((one) => covers(one, piece));
}
