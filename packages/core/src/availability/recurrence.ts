import type { Recurrence } from '@itinera/db';
import type { Interval } from '@itinera/planner';
import { DateTime } from 'luxon';
import type { EpochSeconds } from '../shared/units.ts';

/** Something that is once, or comes again by its rule. */
export interface Recurring {
  startsAt: EpochSeconds;
  endsAt: EpochSeconds;
  rule: Recurrence | null;
}

/** Whatever a rule says, no more times than these. */
export const mostTimes = 500;

/**
 * Every time that touches `[range.start, range.end)`, in order. Each begins and ends at the same time on the clock of the
 * rule's zone as the first; a month that has not the day (the 31st) is left out and does not count.
 */
export function timesIn({ startsAt, endsAt, rule }: Recurring, range: Interval): Interval[] {
  const touches = ({ start, end }: Interval) => start < range.end && end > range.start;
  const times: Interval[] = [];
  for (const time of allTimes(startsAt, endsAt, rule)) {
    if (time.start >= range.end) break;
    if (touches(time)) times.push(time);
  }
  return times;
}

/** When the last time ends. */
export function lastEnd({ startsAt, endsAt, rule }: Recurring): EpochSeconds {
  let last = endsAt;
  for (const { end } of allTimes(startsAt, endsAt, rule)) last = Math.max(last, end);
  return last;
}

function* allTimes(
  startsAt: EpochSeconds,
  endsAt: EpochSeconds,
  rule: Recurrence | null,
): Generator<Interval> {
  if (rule === null) {
    yield { start: startsAt, end: endsAt };
    return;
  }
  const first = DateTime.fromSeconds(startsAt, { zone: rule.zone });
  const until = DateTime.fromSeconds(endsAt, { zone: rule.zone });
  const count = Math.min(rule.count, mostTimes);
  // A month in twelve steps at most has the day: 29 February aside, which every four or eight years has.
  for (let step = 0, given = 0; given < count && step < count * 12 + 100; step++) {
    const start = first.plus({ [`${rule.unit}s`]: step * rule.every });
    if (rule.unit === 'month' && start.day !== first.day) continue;
    const days = start.startOf('day').diff(first.startOf('day'), 'days').days;
    const end = until.plus({ days: Math.round(days) });
    given += 1;
    yield { start: start.toUnixInteger(), end: Math.max(end.toUnixInteger(), start.toUnixInteger() + 1) };
  }
}
