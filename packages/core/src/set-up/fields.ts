import { z } from 'zod';
import { languages } from '../shared/languages.ts';
import { isZone } from '../shared/local-time.ts';

/* The kinds of field that set-up inputs are made of. */

export const id = z.uuid('must be an id');
export const text = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(500, 'must have at most 500 characters');
export const note = z.string().max(5000, 'must have at most 5000 characters');
export const language = z.enum(languages, `must be one of ${languages.join(', ')}`);
export const localizedText = z.partialRecord(language, z.string());
export const instant = z.int('must be whole epoch seconds').min(0, 'must be epoch seconds');
export const seconds = z.int('must be whole seconds').min(0, 'must be 0 or more seconds');
export const colour = z.string().regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as #1f5f8b');
export const country = z.string().regex(/^[A-Z]{2}$/, 'must be a country code such as LI');
export const date = z.iso.date('must be a date, YYYY-MM-DD');

export const zone = z.string().refine(isZone, 'must be an IANA time zone such as Europe/Vaduz');

export const longitude = z.number().min(-180, 'must be -180 to 180').max(180, 'must be -180 to 180');
export const latitude = z.number().min(-90, 'must be -90 to 90').max(90, 'must be -90 to 90');

export { emailField as email, phoneField as phone } from '../identifier-field.ts';

export { hours, weeklyHours } from '../technicians/hours-schema.ts';
