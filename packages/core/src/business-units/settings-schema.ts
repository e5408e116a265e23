import { isSupportedCountry } from 'libphonenumber-js';
import { z } from 'zod';
import { emailField, phoneField } from '../identifier-field.ts';
import { languages } from '../shared/languages.ts';
import { isIsoDate, isZone } from '../shared/local-time.ts';
import { parseInput } from '../shared/parse-input.ts';
import { hostNameOf } from './host-name.ts';
import { shownRevision } from '../shared/shown-revision.ts';

const line = (longest: number) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(longest, `must have at most ${longest} characters`)
    .regex(/^[^\p{Cc}]*$/u, 'must be one line');

const lines = (longest: number) =>
  z
    .string()
    .transform((text) => text.replace(/\r\n?/g, '\n').trim())
    .pipe(z.string().max(longest, `must have at most ${longest} characters`));

const language = z.enum(languages, `must be one of ${languages.join(', ')}`);
const colour = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as #1f5f8b')
  .toLowerCase();
const count = z
  .int('must be a whole number')
  .min(0, 'must be 0 or more')
  .max(100_000, 'must be at most 100000');

const ownDomain = z.string().transform((typed, context) => {
  const host = hostNameOf(typed);
  if (host !== null) return host;
  const message = 'must be a host name such as service.example.com, without https:// and without a path';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

const closure = z.object({
  date: z.string().refine(isIsoDate, 'must be a date, YYYY-MM-DD'),
  name: line(100),
  yearly: z.boolean(),
});

const unitSettings = z.object({
  revision: shownRevision,
  name: line(100),
  displayName: line(100),
  portalOn: z.boolean(),
  contactEmail: emailField.nullable(),
  contactPhone: phoneField.nullable(),
  contactAddress: lines(500)
    .transform((text) => text || null)
    .nullable(),
  welcome: z
    .partialRecord(language, lines(2000))
    .transform((texts) => Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''))),
  languages: z
    .array(language)
    .min(1, 'must hold a language')
    .transform((all) => languages.filter((one) => all.includes(one))),
  defaultLanguage: language,
  zone: z.string().max(100).refine(isZone, 'must be an IANA time zone such as Europe/Vaduz'),
  channels: z
    .array(z.enum(['email', 'sms'], 'must be email or sms'))
    .min(1, 'must hold a channel: without one nobody could sign in')
    .transform((all) => (['email', 'sms'] as const).filter((one) => all.includes(one))),
  newAccessesEnabled: z.boolean(),
  permanentLinks: z.boolean(),
  customersEditContact: z.boolean(),
  customersEditAddresses: z.boolean(),
  customersSeeClockings: z.boolean(),
  techniciansCorrectClockings: z.boolean(),
  smsCountries: z
    .array(z.string().toUpperCase().refine(isSupportedCountry, 'must be country codes such as LI'))
    .max(250, 'must have at most 250 countries')
    .transform((all) => [...new Set<string>(all)].sort())
    .nullable(),
  smsPerDay: count,
  smsPerCountryAndDay: count,
  slug: z
    .string()
    .trim()
    .toLowerCase()
    .regex(
      /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
      'must be of letters a to z, digits and dashes, 63 at most, without a dash at either end',
    ),
  ownDomain: ownDomain.nullable(),
  accentColour: colour.nullable(),
  backgroundColour: colour.nullable(),
  closures: z
    .array(closure)
    .max(200, 'must have at most 200 dates')
    .transform((all) => [...all].sort((a, b) => a.date.localeCompare(b.date))),
  logo: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be a picture that was uploaded')
    .nullable(),
});

/** A unit's settings, cleaned. @throws ItineraError `invalid` that names the field. */
export const readUnitSettings = parseInput(
  unitSettings
    .refine(({ languages: spoken, defaultLanguage }) => spoken.includes(defaultLanguage), {
      path: ['defaultLanguage'],
      message: 'must be one of the languages of the portal',
    })
    .refine(({ closures }) => new Set(closures.map(({ date }) => date)).size === closures.length, {
      path: ['closures'],
      message: 'must name each date once',
    }),
);
