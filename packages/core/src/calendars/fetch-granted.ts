import type { CalendarGrants, GrantConfig, GrantProvider } from '../calendar-grants.ts';
import type { Web } from '../outside/web.ts';
import type { BusyTime, CalendarRange } from './busy-times.ts';
import { googleTimes } from './google-calendar.ts';
import { microsoftTimes } from './microsoft-calendar.ts';
import { CalendarError } from './problems.ts';
import { askTokens } from './provider-request.ts';
import type { CalendarSource } from './source.ts';

export type GrantedSource = Extract<CalendarSource, { kind: GrantProvider }>;

/** The busy times of the account that an access token opens. @throws CalendarError */
export function readGrant(
  web: Web,
  provider: GrantProvider,
  config: GrantConfig,
  accessToken: string,
  range: CalendarRange,
): Promise<BusyTime[]> {
  const read = provider === 'google' ? googleTimes : microsoftTimes;
  return read(web, config, accessToken, range);
}

/**
 * The same by a refresh token, with what opens the account next time: providers may change it at each use.
 * @throws CalendarError `refused` when the grant was taken back, or this installation has no client any more.
 */
export async function fetchGranted(
  web: Web,
  grants: CalendarGrants,
  source: GrantedSource,
  range: CalendarRange,
): Promise<{ times: BusyTime[]; source: GrantedSource }> {
  const config = grants[source.kind];
  if (!config) throw new CalendarError('refused');
  const { accessToken, refreshToken } = await askTokens(web, config, {
    grant_type: 'refresh_token',
    refresh_token: source.refreshToken,
  });
  const times = await readGrant(web, source.kind, config, accessToken, range);
  return { times, source: { ...source, refreshToken: refreshToken ?? source.refreshToken } };
}
