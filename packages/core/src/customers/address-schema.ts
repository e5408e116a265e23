import { isSupportedCountry } from 'libphonenumber-js';
import { z } from 'zod';
import { phoneField } from '../identifier-field.ts';
import { isZone } from '../shared/local-time.ts';
import { parseInput } from '../shared/parse-input.ts';
import { shownRevision } from '../shared/shown-revision.ts';

const line = (longest: number) =>
  z
    .string('must be text')
    .trim()
    .max(longest, `must have at most ${longest} characters`)
    .regex(/^[^\p{Cc}]*$/u, 'must be one line');
const needed = (longest: number) => line(longest).min(1, 'must not be empty');
const lines = z
  .string('must be text')
  .transform((text) => text.replace(/\r\n?/g, '\n').trim())
  .pipe(z.string().max(2000, 'must have at most 2000 characters'));
const orNull = <T>(field: z.ZodType<T, string>) =>
  z
    .string()
    .nullable()
    .transform((text) => (text?.trim() ? text : null))
    .pipe(z.nullable(field));

/** `lon` and `lat` in degrees; what can only be an exchange of the two says so. */
const place = z
  .object({
    lon: z.number('must be degrees').min(-180, 'must be -180 to 180').max(180, 'must be -180 to 180'),
    lat: z.number('must be degrees'),
    by: z.enum(['geocoder', 'hand'], 'must be geocoder or hand'),
  })
  .superRefine(({ lon, lat }, context) => {
    if (Math.abs(lat) <= 90) return;
    const swapped = Math.abs(lat) <= 180 && Math.abs(lon) <= 90;
    const message = swapped
      ? 'must be -90 to 90: latitude and longitude look exchanged'
      : 'must be -90 to 90 degrees';
    context.addIssue({ code: 'custom', path: ['lat'], message });
  });

const fields = z.object({
  customerId: z.string(),
  addressId: z.string().optional(),
  revision: shownRevision.optional(),
  label: line(100),
  line1: needed(200),
  line2: line(200),
  postalCode: line(20),
  city: needed(100),
  country: z
    .string('must be a country code such as LI')
    .trim()
    .toUpperCase()
    .refine(isSupportedCountry, 'must be a country code such as LI'),
  zone: orNull(z.string().max(100).refine(isZone, 'must be an IANA time zone such as Europe/Vaduz')),
  serviceZoneId: z.uuid('must be an id').nullish(),
  accessNotes: lines,
  visitNotes: lines,
  contactName: orNull(needed(200)),
  contactPhone: orNull(phoneField),
  isStandard: z.boolean('must be yes or no'),
  active: z.boolean('must be yes or no'),
  place: place.nullable().optional(),
});

/** An address to write, cleaned. @throws ItineraError `invalid` that names the field. */
export const readAddressInput = parseInput(
  fields.refine(({ addressId, revision }) => addressId === undefined || revision !== undefined, {
    path: ['revision'],
    message: 'must be the revision that was shown',
  }),
);
