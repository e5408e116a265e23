import { languages } from '@itinera/core/shared';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { revision, validate } from '../validate.ts';

const word = z.string('must be text').max(320, 'is too long');
const text = z.string('must be text').max(4000, 'is too long');
const language = z.enum(languages, 'must be a language of the portal');
const count = z.int('must be a whole number').min(0, 'must be 0 or more');
const yes = z.boolean('must be yes or no');
const closure = z.object({ date: word, name: word, yearly: yes });

/** What a host, a colour or a number must be like is the domain's affair. */
const settings = z.object({
  revision,
  name: word,
  displayName: word,
  portalOn: yes,
  contactEmail: word.nullable(),
  contactPhone: word.nullable(),
  contactAddress: text.nullable(),
  welcome: z.partialRecord(language, text),
  languages: z.array(language).max(20, 'are too many'),
  defaultLanguage: language,
  zone: word,
  channels: z.array(z.enum(['email', 'sms'], 'must be email or sms')).max(2, 'are too many'),
  newAccessesEnabled: yes,
  permanentLinks: yes,
  customersEditContact: yes,
  customersEditAddresses: yes,
  customersSeeClockings: yes,
  techniciansCorrectClockings: yes,
  smsCountries: z.array(word).max(250, 'are too many').nullable(),
  smsPerDay: count,
  smsPerCountryAndDay: count,
  slug: word,
  ownDomain: word.nullable(),
  accentColour: word.nullable(),
  backgroundColour: word.nullable(),
  closures: z.array(closure).max(200, 'are too many'),
  logo: word.nullable(),
});
const one = z.object({ logo: z.string().regex(/^[0-9a-f]{64}$/) });

/** The settings of the unit, and the pictures that they may name as its logo. */
export function settingsRoutes({ core: { businessUnits } }: Services) {
  return new Hono<UnitEnv>()
    .get('/', async (c) => c.json(await businessUnits.settings(c.get('scope'))))
    .put('/', validate('json', settings), async (c) => {
      await businessUnits.save(c.get('scope'), c.req.valid('json'));
      return c.json(await businessUnits.settings(c.get('scope')));
    })
    .post('/logos', async (c) => {
      const picture = new Uint8Array(await c.req.arrayBuffer());
      return c.json(await businessUnits.uploadLogo(c.get('scope'), picture), 201);
    })
    .get('/logos/:logo', validate('param', one), async (c) => {
      const picture = await businessUnits.uploadedLogo(c.get('scope'), c.req.valid('param').logo);
      return c.body(new Uint8Array(picture), 200, { 'Content-Type': 'image/png' });
    });
}
