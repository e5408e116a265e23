import { ItineraError, type Permission, type StaffSession } from '@itinera/core';
import { isLanguage, permits } from '@itinera/core/shared';
import type { Context, MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Services, UnitEnv } from './context.ts';
import { readStaffCookie } from './cookies.ts';
import { isOfSystem, policyOf } from './route-policy.ts';

/** The only door of the API: finds the route's policy, the session, and the scope in the business unit of the path. */
export function gate(services: Services): MiddlewareHandler<UnitEnv> {
  return createMiddleware<UnitEnv>(async (c, next) => {
    const who = policyOf(c);
    // No route, or one that nobody put into the table: closed.
    if (!who) throw new ItineraError('not-found', 'There is nothing at this address.');
    // Keys are asked for by the door of the route itself.
    if (who === 'anyone' || isOfSystem(c)) return next();
    const { session, token } = await sessionOf(c, services);
    c.set('session', session);
    c.set('sessionToken', token);
    if (typeof who !== 'string') enterUnit(c, session, who);
    return next();
  });
}

async function sessionOf(c: Context, services: Services) {
  const token = readStaffCookie(c, services, 'itinera_staff');
  // What a page asks by itself keeps nobody signed in (S16).
  const touches = !c.req.path.endsWith('/changes');
  const session = token ? await services.core.staff.session(token, { touches }) : null;
  if (!token || !session) throw new ItineraError('unauthenticated', 'Sign in first.');
  return { session, token };
}

function enterUnit(c: Context<UnitEnv>, session: StaffSession, allowed: readonly Permission[]): void {
  // The parameters of the route are not yet known to a middleware in front of all of them.
  const [, , , , unitId = ''] = c.req.path.split('/'); // /api/v1/business-units/<id>/…
  const unit = session.businessUnits.find((one) => one.id === unitId);
  if (!unit) throw new ItineraError('not-found', 'There is nothing at this address.');
  const scope = session.scope(unitId, languageOf(c));
  if (!allowed.some((permission) => permits(scope.roles, permission)))
    throw new ItineraError('not-allowed', 'Your role does not include this.', { reason: 'role' });
  c.set('scope', scope);
  c.set('zone', unit.zone);
}

/** The UI asks in the language it speaks; anything else means the staff user's own. */
function languageOf(c: Context) {
  const asked = c.req.header('accept-language');
  return isLanguage(asked) ? asked : undefined;
}
