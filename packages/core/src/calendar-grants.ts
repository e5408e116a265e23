/** Whose calendars are read by their accounts. */
export type GrantProvider = 'google' | 'microsoft';

/** What an installation needs to read calendars of a provider's accounts, and where that provider answers. */
export interface GrantConfig {
  clientId: string;
  clientSecret: string;
  authorize: string;
  token: string;
  /** Where events are read, without a slash at the end. */
  api: string;
}

/** By provider; one that is not there is not offered. */
export type CalendarGrants = Partial<Record<GrantProvider, GrantConfig>>;

/** The providers' public addresses, for the client of this installation. */
export function grantConfigs(given: {
  google: { clientId: string; clientSecret: string } | null;
  microsoft: { clientId: string; clientSecret: string; tenant: string } | null;
}): CalendarGrants {
  const { google, microsoft } = given;
  const grants: CalendarGrants = {};
  if (google)
    grants.google = {
      ...google,
      authorize: 'https://accounts.google.com/o/oauth2/v2/auth',
      token: 'https://oauth2.googleapis.com/token',
      api: 'https://www.googleapis.com/calendar/v3',
    };
  if (microsoft) {
    const { tenant, ...client } = microsoft;
    const base = `https://login.microsoftonline.com/${encodeURIComponent(tenant)}/oauth2/v2.0`;
    grants.microsoft = {
      ...client,
      authorize: `${base}/authorize`,
      token: `${base}/token`,
      api: 'https://graph.microsoft.com/v1.0',
    };
  }
  return grants;
}
