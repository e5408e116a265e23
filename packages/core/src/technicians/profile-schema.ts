import { z } from 'zod';
import { emailField, phoneField } from '../identifier-field.ts';
import { isZone } from '../shared/local-time.ts';
import { parseInput } from '../shared/parse-input.ts';
import { isoDate } from './hours-schema.ts';
import { areaField, colourField, lat, lon } from './map-fields.ts';
import { shownRevision } from '../shared/shown-revision.ts';

const line = (longest: number) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(longest, `must have at most ${longest} characters`)
    .regex(/^[^\p{Cc}]*$/u, 'must be one line');

const place = { label: line(200), lon, lat };
const id = z.uuid('must be an id');
const seconds = z
  .int('must be whole seconds')
  .min(60, 'must be a minute or more')
  .max(86_400, 'must be at most a day');

const laterBases = z
  .array(z.object({ from: isoDate, ...place }))
  .max(20, 'must have at most 20 later bases')
  .transform((all) => [...all].sort((a, b) => a.from.localeCompare(b.from)))
  .refine((all) => new Set(all.map(({ from }) => from)).size === all.length, 'must name each date once');

const profile = z.object({
  name: line(200),
  phone: phoneField.nullable(),
  email: emailField.nullable(),
  comment: z
    .string()
    .max(2000, 'must have at most 2000 characters')
    .transform((text) => text.trim() || null)
    .nullable(),
  colour: colourField,
  active: z.boolean(),
  staffUserId: id.nullable(),
  businessUnitIds: z
    .array(id)
    .min(1, 'must hold a business unit')
    .max(200, 'must have at most 200 business units')
    .transform((all) => [...new Set(all)].sort()),
  base: z.object(place),
  laterBases,
  zone: z.string().max(100).refine(isZone, 'must be an IANA time zone such as Europe/Vaduz'),
  commute: z.enum(['working-time', 'own-time'], 'must be working-time or own-time'),
  maxDistanceKm: z
    .number('must be a number of kilometres')
    .min(0.1, 'must be at least 0.1 km')
    .max(2000, 'must be at most 2000 km')
    .nullable(),
  area: areaField.nullable(),
  limits: z
    .object({
      visits: z.int('must be a whole number').min(1, 'must be 1 or more').max(100, 'must be at most 100'),
      work: seconds,
      travel: seconds,
      total: seconds,
    })
    .partial()
    .transform((limits) => (Object.values(limits).some((one) => one !== undefined) ? limits : null))
    .nullable(),
  skills: z.record(
    z.string().max(100),
    z
      .int('must be a level from 1 to 9')
      .min(1, 'must be a level from 1 to 9')
      .max(9, 'must be a level from 1 to 9'),
  ),
});

const idempotencyKey = z.string();

/** @throws ItineraError `invalid` that names the field. */
export const readNewTechnician = parseInput(z.object({ profile, idempotencyKey }));
export const readSaveProfile = parseInput(
  z.object({
    technicianId: z.string(),
    revision: shownRevision,
    profile,
    idempotencyKey,
  }),
);
export type ReadProfile = z.output<typeof profile>;
