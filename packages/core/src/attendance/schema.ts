import { z } from 'zod';
import { parseInput } from '../shared/parse-input.ts';
import { shownRevision } from '../shared/shown-revision.ts';

const instant = z.int('must be an instant in seconds').min(0, 'must be 1970 or later').max(4_102_444_800);
const place = z.strictObject({
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  accuracy: z
    .number('must be metres')
    .min(0, 'must be 0 or more')
    .max(1_000_000)
    .transform((metres) => Math.ceil(metres)),
});
const tap = { at: instant, sentAt: instant, place: place.nullable(), idempotencyKey: z.string() };
const minute = z
  .string('must be a date and a time')
  .regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/, 'must be a date and a time, YYYY-MM-DDTHH:MM');
const reason = z
  .string('must be text')
  .trim()
  .min(1, 'must not be empty: say why')
  .max(500, 'must have at most 500 characters');

export const readClockIn = parseInput(
  z.strictObject({
    ...tap,
    interventionId: z.uuid().nullable(),
    seen: z.string('must be what was given with the site').max(300, 'is too long').optional(),
  }),
);
export const readClockOut = parseInput(z.strictObject({ ...tap, clockingId: z.uuid().nullish() }));

export const readCorrection = parseInput(
  z.strictObject({
    clockingId: z.string(),
    revision: shownRevision,
    time: z.strictObject({ from: minute, to: minute.nullable() }).nullable(),
    reason,
    idempotencyKey: z.string(),
  }),
);

export const readAddition = parseInput(
  z.strictObject({
    technicianId: z.string(),
    interventionId: z.string().nullable(),
    time: z.strictObject({ from: minute, to: minute }),
    reason,
    idempotencyKey: z.string(),
  }),
);

const month = z
  .string('must be a month')
  .regex(/^(19[7-9]\d|20\d\d)-(0[1-9]|1[0-2])$/, 'must be a month written YYYY-MM');

export const readMonth = parseInput(
  z.strictObject({ month: month.optional(), technicianId: z.string().optional() }),
);

export const readExport = parseInput(
  z.strictObject({
    month,
    technicianId: z.string().optional(),
    separator: z.string('must be one character').optional(),
  }),
);
