import { z } from 'zod';
import { emailField, phoneField } from '../identifier-field.ts';
import { isZone } from '../shared/local-time.ts';
import { parseInput } from '../shared/parse-input.ts';
import { crossingOf } from './area.ts';
import { isoDate } from './hours-schema.ts';

const line = (longest: number) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(longest, `must have at most ${longest} characters`)
    .regex(/^[^\p{Cc}]*$/u, 'must be one line');

const lon = z.number('must be a longitude').min(-180, 'must be -180 to 180').max(180, 'must be -180 to 180');
const lat = z.number('must be a latitude').min(-90, 'must be -90 to 90').max(90, 'must be -90 to 90');
const place = { label: line(200), lon, lat };
const id = z.uuid('must be an id');
const seconds = z
  .int('must be whole seconds')
  .min(60, 'must be a minute or more')
  .max(86_400, 'must be at most a day');

const area = z
  .array(z.tuple([lon, lat], 'must be a longitude and a latitude'))
  .min(3, 'must have three corners or more')
  .max(200, 'must have at most 200 corners')
  .superRefine((corners, context) => {
    const crossing = crossingOf(corners);
    if (!crossing) return;
    const [a, b] = crossing.map((side) => side + 1);
    const message = `must not cross itself: the side from corner ${a} meets the side from corner ${b}`;
    context.addIssue({ code: 'custom', message });
  });

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
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as #1f5f8b')
    .toLowerCase(),
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
  area: area.nullable(),
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
    revision: z.int('must be the revision that was shown').min(1, 'must be the revision that was shown'),
    profile,
    idempotencyKey,
  }),
);
export type ReadProfile = z.output<typeof profile>;
