import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { GrantConfig, GrantProvider } from '../calendar-grants.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import type { Seconds } from '../shared/units.ts';
import { keepNew, requireRoom, tellRefusal } from './keep-new.ts';
import { readGrant } from './fetch-granted.ts';
import { rangeAt } from './fetch-calendar.ts';
import { googleScope } from './google-calendar.ts';
import { microsoftScope } from './microsoft-calendar.ts';
import { ownTechnician } from './own-technician.ts';
import { CalendarError } from './problems.ts';
import { askTokens } from './provider-request.ts';
import { usualStaleAfter } from './schema.ts';
import type { FinishGrantInput, StartGrantInput } from './types.ts';

const purpose = 'calendar-grant';
/** How long somebody may take to sign in there. */
const patience: Seconds = 600;

const begun = z.object({
  technicianId: z.string(),
  provider: z.enum(['google', 'microsoft']),
  verifier: z.string(),
  until: z.int(),
});

/**
 * Where somebody signs in to let us read their calendar (authorization code with PKCE, RFC 7636). What is needed to
 * finish travels in `state`, sealed for who began.
 * @throws ItineraError `not-allowed` (`no-provider`, `role`), `not-found`, `invalid` (`too-many-calendars`).
 */
export async function startGrant(
  ctx: Context,
  scope: BusinessUnitScope,
  { technicianId, provider }: StartGrantInput,
): Promise<{ url: string }> {
  const config = configOf(ctx, provider);
  await ownTechnician(ctx.db.read, scope, technicianId);
  await requireRoom(ctx.db.read, scope.companyId, technicianId);
  const verifier = randomBytes(32).toString('base64url');
  const state = { technicianId, provider, verifier, until: ctx.clock.now() + patience };
  const url = new URL(config.authorize);
  const asked = {
    response_type: 'code',
    client_id: config.clientId,
    redirect_uri: returnAddress(ctx),
    scope: provider === 'google' ? googleScope : microsoftScope,
    state: ctx.keys.seal(purpose, JSON.stringify(state), scope.staffUserId),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    // A refresh token, each time: Google gives one only when it asks anew.
    ...(provider === 'google' ? { access_type: 'offline', prompt: 'consent' } : { prompt: 'select_account' }),
  };
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
  return { url: url.href };
}

/**
 * Takes the code with which the provider sent somebody back, reads the calendar once, and keeps it.
 * @throws ItineraError `invalid` (`state`, `grant-over`: another person's, too late, or not ours; `address` with a
 * `CalendarProblemCode`), `not-allowed` (`no-provider`, `role`), `not-found`.
 */
export async function finishGrant(
  ctx: Context,
  scope: BusinessUnitScope,
  { state, code }: FinishGrantInput,
): Promise<{ technicianId: string; calendarId: string }> {
  const { technicianId, provider, verifier } = openState(ctx, scope, state);
  const config = configOf(ctx, provider);
  const technician = await ownTechnician(ctx.db.read, scope, technicianId);
  await requireRoom(ctx.db.read, scope.companyId, technicianId);
  const read = async () => {
    const { accessToken, refreshToken } = await askTokens(ctx.web, config, {
      grant_type: 'authorization_code',
      code,
      redirect_uri: returnAddress(ctx),
      code_verifier: verifier,
    });
    if (refreshToken === null) throw new CalendarError('refused');
    const range = rangeAt(ctx.clock.now(), technician.zone);
    return { refreshToken, times: await readGrant(ctx.web, provider, config, accessToken, range) };
  };
  const { refreshToken, times } = await read().catch(tellRefusal);
  const calendarId = await keepNew(ctx, scope, {
    technician,
    name: provider === 'google' ? 'Google' : 'Microsoft',
    host: new URL(config.api).host,
    source: { kind: provider, refreshToken },
    staleAfter: usualStaleAfter,
    times,
    version: null,
  });
  return { technicianId, calendarId };
}

function openState(ctx: Context, scope: BusinessUnitScope, state: string): z.infer<typeof begun> {
  const over = () =>
    new ItineraError('invalid', 'state: begin again', { field: 'state', reason: 'grant-over' });
  let opened: z.infer<typeof begun>;
  try {
    opened = begun.parse(JSON.parse(ctx.keys.open(purpose, state, scope.staffUserId)));
  } catch {
    throw over();
  }
  if (opened.until < ctx.clock.now()) throw over();
  return opened;
}

function configOf({ config }: Context, provider: GrantProvider): GrantConfig {
  const known = config.calendarGrants[provider];
  if (known) return known;
  throw new ItineraError('not-allowed', 'This installation has no client for that provider', {
    reason: 'no-provider',
  });
}

function returnAddress({ config }: Context): string {
  return new URL('/team/connected', config.backofficeUrl).href;
}
