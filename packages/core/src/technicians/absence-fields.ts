import type { Recurrence } from '@itinera/db';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { lastEnd, mostTimes, timesIn } from '../availability/recurrence.ts';
import { ItineraError } from '../shared/errors.ts';
import { localDate, localMinute } from '../shared/local-time.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { isoDate } from './hours-schema.ts';
import type { AbsenceView } from './types.ts';
import { shownRevision } from '../shared/shown-revision.ts';

const minute = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/, 'must be a date and a time, YYYY-MM-DDTHH:MM')
  .refine((text) => DateTime.fromISO(text, { zone: 'utc' }).isValid, 'must be a date that exists');

/** The fields of an absence; who or what rests is said beside them. */
export const absenceFields = {
  from: minute,
  to: minute,
  reason: z
    .string()
    .trim()
    .min(1, 'must not be empty: say why')
    .max(200, 'must have at most 200 characters')
    .regex(/^[^\p{Cc}]*$/u, 'must be one line'),
  repeat: z
    .object({
      unit: z.enum(['day', 'week', 'month'], 'must be day, week or month'),
      every: z.int('must be a whole number').min(1, 'must be 1 or more').max(52, 'must be at most 52'),
      until: isoDate.nullish(),
      count: z
        .int('must be a whole number')
        .min(1, 'must be 1 or more')
        .max(mostTimes, `must be at most ${mostTimes}`)
        .nullish(),
    })
    .nullable(),
  revision: shownRevision.optional(),
};
export type ReadAbsence = z.output<z.ZodObject<typeof absenceFields>>;

const longest = 400 * 86_400;

/**
 * The columns of an absence on the clock of `zone`. One that comes again has an end: a date, or a number of times; no
 * time reaches into the next.
 * @throws ItineraError `invalid` (`from`, `to`, `repeat`, `repeat.until`).
 */
export function absenceColumns(
  { from, to, reason, repeat }: ReadAbsence,
  zone: string,
): {
  startsAt: EpochSeconds;
  endsAt: EpochSeconds;
  reason: string;
  rule: Recurrence | null;
  lastEndsAt: EpochSeconds | null;
} {
  const startsAt = instantOf(from, zone);
  const endsAt = instantOf(to, zone);
  if (startsAt < 0 || startsAt > 4_102_444_800) throw invalid('from', 'must be between 1970 and 2100');
  if (endsAt <= startsAt) throw invalid('to', 'must be after the begin');
  if (endsAt - startsAt > longest) throw invalid('to', 'must be at most 400 days after the begin');
  if (repeat === null) return { startsAt, endsAt, reason, rule: null, lastEndsAt: null };
  const { unit, every, until, count } = repeat;
  if ((until ?? null) === null && (count ?? null) === null)
    throw invalid('repeat', 'must end: give the last date or how often it is in all');
  const endless = { unit, every, count: mostTimes, zone };
  const all = timesIn({ startsAt, endsAt, rule: endless }, { start: 0, end: Number.MAX_SAFE_INTEGER });
  const times = all.filter(
    ({ start }, n) => n < (count ?? mostTimes) && (!until || localDate(start, zone) <= until),
  );
  if (times.length === 0) throw invalid('repeat.until', 'must not be before the first time');
  if (until && times.length === mostTimes)
    throw invalid('repeat.until', `must be nearer: at most ${mostTimes} times are kept`);
  if (all[1] && all[1].start < endsAt) throw invalid('repeat', 'must not come again before it ends');
  const rule = { ...endless, count: times.length };
  return { startsAt, endsAt, reason, rule, lastEndsAt: lastEnd({ startsAt, endsAt, rule }) };
}

/** An absence as people write it, on the clock of `zone`. */
export function absenceView(
  row: {
    id: string;
    revision: number;
    startsAt: EpochSeconds;
    endsAt: EpochSeconds;
    reason: string;
    rule: Recurrence | null;
  },
  zone: string,
): AbsenceView {
  const { id, revision, startsAt, endsAt, reason, rule } = row;
  const clock = rule?.zone ?? zone;
  const last = timesIn(row, { start: 0, end: Number.MAX_SAFE_INTEGER }).at(-1)?.start ?? startsAt;
  return {
    id,
    revision,
    from: localMinute(startsAt, clock),
    to: localMinute(endsAt, clock),
    reason,
    repeat: rule && { unit: rule.unit, every: rule.every, count: rule.count, until: localDate(last, clock) },
  };
}

function instantOf(local: string, zone: string): EpochSeconds {
  return DateTime.fromISO(local, { zone }).toUnixInteger();
}

function invalid(field: string, why: string): ItineraError {
  return new ItineraError('invalid', `${field} ${why}`, { field });
}
