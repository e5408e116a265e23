import { z } from 'zod';

/** Malformed configuration: one readable line that names the variable and the remedy. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const url = (protocols: string[]) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    message: `must be an address that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });

const schema = z.object({
  NODE_ENV: z.string().default('development'),
  /** Keys for codes, tokens and secrets at rest are derived from it. */
  ITINERA_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  DATABASE_URL: url(['postgres:', 'postgresql:']).optional(),
  SQLITE_FILE: z.string().min(1).optional(),
  PORTAL_URL: url(['http:', 'https:'])
    .refine((value) => /^https?:\/\/(\{slug\}\.)?[^{}/?#]+\/?$/.test(value), {
      message: 'must be an address without a path, whose first label may be {slug}',
    })
    .optional(),
  BACKOFFICE_URL: url(['http:', 'https:']).optional(),
  OSRM_URL: url(['http:', 'https:']).optional(),
  OSRM_PROFILE: z
    .string()
    .regex(/^[a-z0-9_-]+$/i, 'must be a profile name such as driving')
    .default('driving'),
  GEOCODER_URL: url(['http:', 'https:']).optional(),
  GEOCODER_KIND: z.enum(['photon', 'nominatim'], 'must be photon or nominatim').default('photon'),
  SMTP_URL: url(['smtp:', 'smtps:']).optional(),
  MAIL_FROM: z.string().min(3).default('Itinera <no-reply@itinera.invalid>'),
  SMS_GATEWAY_URL: url(['http:', 'https:']).optional(),
  /** Signs the requests to the gateway. */
  SMS_GATEWAY_KEY: z.string().min(32, 'must have at least 32 characters').optional(),
  SMS_FROM: z
    .string()
    .regex(/^(\+\d{3,15}|[A-Za-z0-9 ]{1,11})$/, 'must be a number with + or at most 11 letters and digits')
    .optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** What a process needs to know, read once from its environment. */
export interface CoreConfig {
  production: boolean;
  secret: string;
  store: { engine: 'sqlite'; file: string } | { engine: 'postgres'; url: string };
  /** Where the portal answers: one address, or a pattern with `{slug}` as its first label (`shared/portal-address.ts`). */
  portalUrl: string;
  backofficeUrl: string;
  osrm: { url: string; profile: string } | null;
  /** Where addresses are looked up. */
  geocoder: { url: string; kind: 'photon' | 'nominatim' } | null;
  smtp: { url: string; from: string } | null;
  /** The HTTP gateway that text messages leave by. */
  sms: { url: string; key: string; from: string | null } | null;
  logLevel: z.infer<typeof schema>['LOG_LEVEL'];
}

/** What the caller supplies where the environment says nothing. A production process gets none of the secrets this way. */
export interface ConfigDefaults {
  sqliteFile: string;
  portalUrl: string;
  backofficeUrl: string;
  /** Used outside production only. */
  developmentSecret: string;
}

/**
 * The configuration in `env`, validated as a whole.
 * @throws ConfigError naming every variable that is missing or malformed, in one line.
 */
export function readConfig(env: Record<string, string | undefined>, defaults: ConfigDefaults): CoreConfig {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success)
    throw new ConfigError(
      parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; '),
    );
  const value = parsed.data;
  const production = value.NODE_ENV === 'production';
  const missing = production
    ? (['ITINERA_SECRET', 'PORTAL_URL', 'BACKOFFICE_URL', 'SMTP_URL'] as const).filter((name) => !value[name])
    : [];
  if (missing.length > 0) throw new ConfigError(`${missing.join(', ')} must be set in production`);
  if (value.DATABASE_URL && value.SQLITE_FILE)
    throw new ConfigError('DATABASE_URL and SQLITE_FILE exclude each other: set one');
  if (!value.SMS_GATEWAY_URL !== !value.SMS_GATEWAY_KEY)
    throw new ConfigError('SMS_GATEWAY_URL and SMS_GATEWAY_KEY belong together: set both');
  return {
    production,
    secret: value.ITINERA_SECRET ?? defaults.developmentSecret,
    store: value.DATABASE_URL
      ? { engine: 'postgres', url: value.DATABASE_URL }
      : { engine: 'sqlite', file: value.SQLITE_FILE ?? defaults.sqliteFile },
    portalUrl: value.PORTAL_URL ?? defaults.portalUrl,
    backofficeUrl: value.BACKOFFICE_URL ?? defaults.backofficeUrl,
    osrm: value.OSRM_URL ? { url: value.OSRM_URL, profile: value.OSRM_PROFILE } : null,
    geocoder: value.GEOCODER_URL ? { url: value.GEOCODER_URL, kind: value.GEOCODER_KIND } : null,
    smtp: value.SMTP_URL ? { url: value.SMTP_URL, from: value.MAIL_FROM } : null,
    sms:
      value.SMS_GATEWAY_URL && value.SMS_GATEWAY_KEY
        ? { url: value.SMS_GATEWAY_URL, key: value.SMS_GATEWAY_KEY, from: value.SMS_FROM ?? null }
        : null,
    logLevel: value.LOG_LEVEL,
  };
}
