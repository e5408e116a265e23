import { z } from 'zod';
import { interventionStatuses } from '../shared/interventions.ts';
import { mostShownFields, portalFields, shownForms, visitMessages } from '../shared/portal-display.ts';
import { languages } from '../shared/languages.ts';
import { OpeningHoursError, soundOpeningHours } from '../shared/opening-hours.ts';
import { parseInput } from '../shared/parse-input.ts';
import { reportPlaces } from '../shared/report-settings.ts';
import { shownRevision } from '../shared/shown-revision.ts';

const language = z.enum(languages, `must be one of ${languages.join(', ')}`);

/** Texts by language; what nobody wrote is left out. */
const texts = (text: z.ZodType<string, string>) =>
  z
    .partialRecord(language, text)
    .transform((all) => Object.fromEntries(Object.entries(all).filter(([, one]) => one !== '')));

const line = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest, `must have at most ${longest} characters`)
    .regex(/^[^\p{Cc}]*$/u, 'must be one line');
const lines = (longest: number) =>
  z
    .string()
    .transform((text) => text.replace(/\r\n?/g, '\n').trim())
    .pipe(
      z
        .string()
        .max(longest, `must have at most ${longest} characters`)
        .regex(/^[^\p{Cc}]*$|^(?:[^\p{Cc}]|\n)*$/u, 'must have no control characters'),
    );

const seconds = (most: number) =>
  z.int('must be whole seconds').min(0, 'must be 0 or more').max(most, `must be at most ${most} seconds`);
const day = 86_400;

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time, HH:MM');
const hours = z.array(z.object({ from: clock, to: clock })).max(24, 'must have at most 24 intervals');
const weekly = z
  .partialRecord(z.enum(['1', '2', '3', '4', '5', '6', '7']), hours)
  .transform((given, context) => {
    try {
      // No hours at all are refused, as `null` is how always is said.
      return soundOpeningHours(given) ?? {};
    } catch (error) {
      if (!(error instanceof OpeningHoursError)) throw error;
      context.addIssue({ code: 'custom', message: error.message, path: [error.weekday ?? ''] });
      return z.NEVER;
    }
  });

const status = z.enum(interventionStatuses, `must be one of ${interventionStatuses.join(', ')}`);
const field = z.enum(portalFields, `must be one of ${portalFields.join(', ')}`);

const shownField = z.strictObject({
  form: z.enum(shownForms, `must be one of ${shownForms.join(', ')}`),
  code: line(100).min(1, 'must not be empty'),
  label: texts(line(200)),
});

const message = z.enum(visitMessages, `must be one of ${visitMessages.join(', ')}`);

/** How customers see a type. */
export const displaySchema = z.object({
  hiddenStatuses: z.array(status).transform((all) => interventionStatuses.filter((one) => all.includes(one))),
  statusLabels: z
    .partialRecord(status, texts(line(120)))
    .transform((all) =>
      Object.fromEntries(Object.entries(all).filter(([, label]) => Object.keys(label ?? {}).length > 0)),
    ),
  hiddenFields: z.array(field).transform((all) => portalFields.filter((one) => all.includes(one))),
  // Files and changes of before have none.
  shownFields: z
    .array(shownField)
    .max(mostShownFields, `must have at most ${mostShownFields}`)
    .default([])
    .transform((all) => [...new Map(all.map((one) => [`${one.form} ${one.code}`, one])).values()]),
  time: z.enum(['window', 'exact'], 'must be window or exact'),
  heading: texts(line(200)),
  text: texts(lines(2000)),
  // As of shown fields.
  messages: z
    .partialRecord(message, z.strictObject({ subject: texts(line(200)), text: texts(lines(2000)) }))
    .default({})
    .transform((all) =>
      Object.fromEntries(
        Object.entries(all).filter(
          ([, own]) => own && Object.keys({ ...own.subject, ...own.text }).length > 0,
        ),
      ),
    ),
});

const place = z.enum(reportPlaces, `must be one of ${reportPlaces.join(', ')}`);

/** What report is made of closed work. */
export const reportSchema = z.strictObject({
  made: z.boolean('must be yes or no'),
  name: texts(line(80)),
  places: z.array(place).transform((all) => reportPlaces.filter((one) => all.includes(one))),
  // Files of types from before have neither of them.
  intro: texts(lines(2000)).default({}),
  ending: texts(lines(2000)).default({}),
  comment: z.boolean('must be yes or no'),
  portal: z.boolean('must be yes or no'),
  // Files of types from before have none.
  mail: z.boolean('must be yes or no').default(false),
});

/** Every part of a type's configuration. */
export const typeParts = {
  name: texts(line(120)),
  description: texts(lines(2000)),
  reference: line(60).min(1, 'must not be empty'),
  category: line(100),
  logo: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be a picture that was uploaded')
    .nullable(),
  kind: z.enum(
    ['intervention', 'no-location', 'task', 'contact-call'],
    'must be intervention, no-location, task or contact-call',
  ),
  visibility: z.enum(['private', 'shared'], 'must be private or shared'),
  manual: z.boolean('must be yes or no'),
  container: z.boolean('must be yes or no'),
  contained: z.boolean('must be yes or no'),
  supervisedClosing: z.boolean('must be yes or no'),
  active: z.boolean('must be yes or no'),
  position: z
    .int('must be a whole number')
    .min(0, 'must be 0 or more')
    .max(100_000, 'must be at most 100000'),
  skills: z.record(
    z.string().max(60),
    z
      .int('must be a level from 1 to 9')
      .min(1, 'must be a level from 1 to 9')
      .max(9, 'must be a level from 1 to 9'),
  ),
  duration: seconds(day).min(60, 'must be a minute or more'),
  bufferBefore: seconds(day),
  bufferAfter: seconds(day),
  notice: seconds(366 * day),
  horizonDays: z
    .int('must be whole days')
    .min(1, 'must be a day or more')
    .max(366, 'must be at most 366 days'),
  offeredHours: weekly.nullable(),
  step: seconds(day).min(300, 'must be five minutes or more'),
  width: seconds(day),
  slack: seconds(day),
  goal: z.enum(['relevance', 'earliest'], 'must be relevance or earliest'),
  minimumRelevance: z.int('must be 0 to 100').min(0, 'must be 0 to 100').max(100, 'must be 0 to 100'),
  mostWindows: z
    .int('must be a whole number')
    .min(1, 'must be 1 or more')
    .max(1000, 'must be at most 1000')
    .nullable(),
  holdSeconds: seconds(3600).min(60, 'must be a minute or more'),
  maximumReschedules: z
    .int('must be a whole number')
    .min(0, 'must be 0 or more')
    .max(1000, 'must be at most 1000')
    .nullable(),
  assignment: z.enum(
    ['by-hand', 'automatic', 'automatic-promised'],
    'must be by-hand, automatic or automatic-promised',
  ),
  portalShown: z.boolean('must be yes or no'),
  display: displaySchema,
  report: reportSchema,
};

/** The parts of a type that are to change, cleaned. @throws ItineraError `invalid` that names the field. */
export const readTypeChanges = parseInput(
  z.object({
    activityTypeId: z.string(),
    revision: shownRevision,
    changes: z.object(typeParts).partial().strict(),
  }),
);

/** How customers see a type, cleaned. @throws ItineraError `invalid` that names the field. */
export const readDisplay = parseInput(displaySchema);

export const readNewType = parseInput(z.object({ name: line(120).min(1, 'must not be empty') }));
