import { expect, test } from 'vitest';
import { ConfigError, readConfig, type ConfigDefaults } from './config.ts';

const defaults: ConfigDefaults = {
  sqliteFile: 'var/itinera.sqlite',
  portalUrl: 'http://localhost:4300',
  backofficeUrl: 'http://localhost:4301',
  developmentSecret: 'development secret, random, 32 characters',
};
const production = {
  NODE_ENV: 'production',
  ITINERA_SECRET: 'x'.repeat(32),
  PORTAL_URL: 'https://portal.example.com',
  BACKOFFICE_URL: 'https://office.example.com',
  SMTP_URL: 'smtps://mail.example.com:465',
};

test('an empty environment is a development installation on SQLite', () => {
  expect(readConfig({}, defaults)).toEqual({
    production: false,
    secret: defaults.developmentSecret,
    store: { engine: 'sqlite', file: 'var/itinera.sqlite' },
    portalUrl: 'http://localhost:4300',
    backofficeUrl: 'http://localhost:4301',
    osrm: null,
    geocoder: null,
    smtp: null,
    sms: null,
    calendarGrants: {},
    logLevel: 'info',
  });
});

test('production takes everything from the environment', () => {
  const config = readConfig(
    {
      ...production,
      DATABASE_URL: 'postgres://db/itinera',
      OSRM_URL: 'http://osrm:5000',
      GEOCODER_URL: 'http://geocoder:8080',
      GEOCODER_KIND: 'nominatim',
      MAIL_FROM: 'a@b.example',
      SMS_GATEWAY_URL: 'https://sms.example.com/send',
      SMS_GATEWAY_KEY: 'k'.repeat(32),
      SMS_FROM: 'Vaduz Heat',
    },
    defaults,
  );
  expect(config).toMatchObject({
    production: true,
    secret: 'x'.repeat(32),
    store: { engine: 'postgres', url: 'postgres://db/itinera' },
    portalUrl: 'https://portal.example.com',
    osrm: { url: 'http://osrm:5000', profile: 'driving' },
    geocoder: { url: 'http://geocoder:8080', kind: 'nominatim' },
    smtp: { url: 'smtps://mail.example.com:465', from: 'a@b.example' },
    sms: { url: 'https://sms.example.com/send', key: 'k'.repeat(32), from: 'Vaduz Heat' },
  });
});

test.each<[string, Record<string, string | undefined>, string[]]>([
  ['a short secret', { ITINERA_SECRET: 'short' }, ['ITINERA_SECRET', '32 characters']],
  ['a database address of another kind', { DATABASE_URL: 'mysql://db' }, ['DATABASE_URL', 'postgres://']],
  ['no address at all', { PORTAL_URL: 'portal.example.com' }, ['PORTAL_URL', 'https://']],
  ['a portal with a path', { PORTAL_URL: 'https://example.com/portal' }, ['PORTAL_URL', 'without a path']],
  [
    'a slug that is no first label',
    { PORTAL_URL: 'https://portal.{slug}.example.com' },
    ['PORTAL_URL', 'first label may be {slug}'],
  ],
  ['an OSRM address without protocol', { OSRM_URL: 'osrm:5000' }, ['OSRM_URL', 'http://']],
  ['a profile with a slash', { OSRM_PROFILE: 'a/b' }, ['OSRM_PROFILE', 'profile']],
  ['an SMTP address of another kind', { SMTP_URL: 'http://mail' }, ['SMTP_URL', 'smtp://']],
  [
    'a gateway without its key',
    { SMS_GATEWAY_URL: 'https://sms.example.com' },
    ['SMS_GATEWAY_KEY', 'set both'],
  ],
  ['a short gateway key', { SMS_GATEWAY_KEY: 'k' }, ['SMS_GATEWAY_KEY', '32 characters']],
  ['a sender that is none', { SMS_FROM: 'a name that is too long' }, ['SMS_FROM', '11 letters']],
  ['an unknown log level', { LOG_LEVEL: 'loud' }, ['LOG_LEVEL', 'info']],
  [
    'two stores',
    { DATABASE_URL: 'postgres://db', SQLITE_FILE: 'x' },
    ['DATABASE_URL', 'SQLITE_FILE', 'set one'],
  ],
  ['several faults at once', { ITINERA_SECRET: 'x', SMTP_URL: 'y' }, ['ITINERA_SECRET', 'SMTP_URL']],
  [
    'production without its secret',
    { ...production, ITINERA_SECRET: undefined },
    ['ITINERA_SECRET', 'production'],
  ],
  ['production without mail', { ...production, SMTP_URL: '' }, ['SMTP_URL', 'production']],
  ['production without addresses', { ...production, PORTAL_URL: '' }, ['PORTAL_URL', 'production']],
])('S39 %s is one readable line that names the variable', (_, env, words) => {
  let message = '';
  try {
    readConfig(env, defaults);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    message = (error as ConfigError).message;
  }
  expect(message).not.toContain('\n');
  for (const word of words) expect(message).toContain(word);
});

test('a secret never stands in the message', () => {
  expect(() => readConfig({ ITINERA_SECRET: 'hunter2' }, defaults)).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining('hunter2') as string }),
  );
});

test('IMV-11 the portal’s address may be a pattern with the slug', () => {
  const given = { ...production, PORTAL_URL: 'https://{slug}.portal.example.com:8443' };
  expect(readConfig(given, defaults).portalUrl).toBe(given.PORTAL_URL);
});
