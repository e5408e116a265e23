import type { WeeklyHours } from '@itinera/db';
import { resolveWorkDays, type Interval } from '@itinera/planner';
import { addDays, localDate, shiftDate } from '../shared/local-time.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { timesIn } from './recurrence.ts';
import type { Wish } from './wish.ts';
import { union } from './work-day.ts';

const day = 86_400;

/**
 * When a promise may lie: from now to the horizon (whole calendar days later, to the second: "14 days" offers nothing
 * later than that), inside the offered weekdays and hours on the clock of `zone`. Ascending, disjoint, not touching.
 */
export function offeredWindows(
  { offeredHours, horizonDays }: { offeredHours: WeeklyHours | null; horizonDays: number },
  zone: string,
  now: EpochSeconds,
): Interval[] {
  const horizon = { start: now, end: addDays(now, horizonDays, zone) };
  if (horizon.end <= horizon.start) return [];
  return offeredHours === null ? [horizon] : clip(hoursAround(offeredHours, zone, horizon), horizon);
}

/** Weekly hours as instants, over every date that touches `range`; what spans midnight is one interval. */
export function hoursAround(weekly: WeeklyHours, zone: string, range: Interval): Interval[] {
  const days = resolveWorkDays({
    zone,
    weekly,
    from: shiftDate(localDate(range.start, zone), -1),
    to: shiftDate(localDate(range.end, zone), 1),
  });
  return union(days.flatMap(({ working }) => working));
}

/**
 * When a wish may be served, around `range`: in the customer's opening hours, and not while its type of work is not done.
 * null: whenever.
 */
export function openHours(
  {
    customer,
    zone,
    typeAbsences,
  }: Pick<Wish, 'zone' | 'typeAbsences'> & {
    customer: { openingHours: WeeklyHours | null };
  },
  range: Interval,
): Interval[] | null {
  const around = { start: range.start - 2 * day, end: range.end + 2 * day };
  const off = union(typeAbsences.flatMap((one) => timesIn(one, around)));
  if (customer.openingHours === null && off.length === 0) return null;
  const open = customer.openingHours === null ? [around] : hoursAround(customer.openingHours, zone, range);
  return open.flatMap(({ start, end }) => {
    const ends = [start, ...off.map((one) => one.end)];
    const starts = [...off.map((one) => one.start), end];
    return ends.flatMap((from, n) => clip([{ start: from, end: starts[n]! }], { start, end }));
  });
}

/** The parts of `intervals` that lie in `range`. */
export function clip(intervals: readonly Interval[], range: Interval): Interval[] {
  return intervals
    .map(({ start, end }) => ({ start: Math.max(start, range.start), end: Math.min(end, range.end) }))
    .filter(({ start, end }) => start < end);
}
