import { z } from 'zod';
import { id } from './validate.ts';

/* What technicians' records look like as JSON; what their parts must be is the domain's affair. */

export const word = z.string('must be text').max(320, 'is too long');
const whole = z.int('must be a whole number');
const number = z.number('must be a number');
export const place = { label: word, lon: number, lat: number };

/** Corners, longitude and latitude. */
export const area = z
  .array(z.tuple([number, number], 'must be a longitude and a latitude'))
  .max(200, 'has too many corners')
  .nullable();

const interval = z.object({ from: word, to: word });
const dayHours = z.array(interval).max(20, 'are too many');
const weekly = z.partialRecord(z.enum(['1', '2', '3', '4', '5', '6', '7'], 'must be a weekday'), dayHours);

export const hours = z.object({
  weekly,
  seasons: z.array(z.object({ name: word, from: word, to: word, weekly })).max(50, 'are too many'),
  exceptions: z.array(z.object({ date: word, hours: dayHours })).max(400, 'are too many'),
});

export const profile = z.object({
  name: word,
  phone: word.nullable(),
  email: word.nullable(),
  comment: z.string('must be text').max(4000, 'is too long').nullable(),
  colour: word,
  active: z.boolean('must be yes or no'),
  staffUserId: id.nullable(),
  businessUnitIds: z.array(id).max(200, 'are too many'),
  base: z.object(place),
  laterBases: z.array(z.object({ from: word, ...place })).max(20, 'are too many'),
  zone: word,
  commute: z.enum(['working-time', 'own-time'], 'must be working-time or own-time'),
  maxDistanceKm: number.nullable(),
  area,
  limits: z.object({ visits: whole, work: whole, travel: whole, total: whole }).partial().nullable(),
  skills: z.record(z.string().max(100), whole),
});

export const absenceFields = {
  from: word,
  to: word,
  reason: word,
  repeat: z
    .object({
      unit: z.enum(['day', 'week', 'month'], 'must be day, week or month'),
      every: whole,
      until: word.nullish(),
      count: whole.nullish(),
    })
    .nullable(),
};
