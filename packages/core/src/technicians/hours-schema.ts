import { z } from 'zod';
import { isIsoDate } from '../shared/local-time.ts';
import { parseInput } from '../shared/parse-input.ts';
import { shownRevision } from '../shared/shown-revision.ts';

/* Hours on the clock as parts of a command's input. */

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time, HH:MM');
const interval = z
  .object({ from: clock, to: clock })
  .refine(({ from, to }) => from < to, 'must begin before it ends');
/** Of one day. */
export const hours = z
  .array(interval)
  .max(20, 'must have at most 20 stretches a day')
  .refine(
    (all) => all.every((one, n) => n === 0 || (all[n - 1]?.to ?? '') <= one.from),
    'must be ascending and must not overlap',
  );
/** ISO weekday 1 (Monday) to 7 -> hours; an absent day is off. */
export const weeklyHours = z.partialRecord(z.enum(['1', '2', '3', '4', '5', '6', '7']), hours);

export const isoDate = z.string().refine(isIsoDate, 'must be a date, YYYY-MM-DD');

const season = z
  .object({
    name: z.string().trim().min(1, 'must not be empty').max(100, 'must have at most 100 characters'),
    from: isoDate,
    to: isoDate,
    weekly: weeklyHours,
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'must not be before the first date' });

const seasons = z
  .array(season)
  .max(50, 'must have at most 50 seasons')
  .transform((all) => [...all].sort((a, b) => a.from.localeCompare(b.from)))
  .refine(
    (all) => all.every((one, n) => n === 0 || (all[n - 1]?.to ?? '') < one.from),
    'must not overlap: end each before the next begins',
  );

const exceptions = z
  .array(z.object({ date: isoDate, hours }))
  .max(400, 'must have at most 400 dates')
  .transform((all) => [...all].sort((a, b) => a.date.localeCompare(b.date)))
  .refine((all) => new Set(all.map(({ date }) => date)).size === all.length, 'must name each date once');

/** @throws ItineraError `invalid` that names the field. */
export const readSaveHours = parseInput(
  z.object({
    technicianId: z.string(),
    revision: shownRevision,
    hours: z.object({ weekly: weeklyHours, seasons, exceptions }),
  }),
);
