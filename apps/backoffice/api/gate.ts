import { ItineraError, type BusinessUnitScope, type StaffSession } from '@itinera/core';
import { isLanguage } from '@itinera/core/shared';
import type { Context, MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { matchedRoutes } from 'hono/route';
import type { Services, UnitEnv } from './context.ts';
import { readStaffCookie } from './cookies.ts';
import { officeRoles, policy, type Permission } from './policy.ts';

/** The only door of the API: finds the route's permission, the session, and the scope in the business unit of the path. */
export function gate(services: Services): MiddlewareHandler<UnitEnv> {
  return createMiddleware<UnitEnv>(async (c, next) => {
    const permission = permissionFor(c);
    if (permission === 'anyone') return next();
    const { session, token } = await sessionOf(c, services);
    c.set('session', session);
    c.set('sessionToken', token);
    if (permission !== 'signed-in') await enterUnit(c, services, session, permission);
    return next();
  });
}

/** No route, or one that nobody put into the table: closed. */
function permissionFor(c: Context): Permission {
  const route = matchedRoutes(c).find((matched) => matched.method !== 'ALL');
  const permission = route && policy[`${route.method} ${route.path}`];
  if (!permission) throw new ItineraError('not-found', 'There is nothing at this address.');
  return permission;
}

async function sessionOf(c: Context, services: Services) {
  const token = readStaffCookie(c, services, 'itinera_staff');
  const session = token ? await services.core.staff.session(token) : null;
  if (!token || !session) throw new ItineraError('unauthenticated', 'Sign in first.');
  return { session, token };
}

async function enterUnit(
  c: Context<UnitEnv>,
  services: Services,
  session: StaffSession,
  permission: Exclude<Permission, string>,
): Promise<void> {
  // The parameters of the route are not yet known to a middleware in front of all of them.
  const [, , , , unitId = ''] = c.req.path.split('/'); // /api/v1/business-units/<id>/…
  const unit = session.businessUnits.find((one) => one.id === unitId);
  if (!unit) throw new ItineraError('not-found', 'There is nothing at this address.');
  const scope = session.scope(unitId, languageOf(c));
  const full = scope.roles.some((role) => permission.roles.includes(role));
  const own = permission.own === true && scope.roles.includes('technician');
  if (!full && !own)
    throw new ItineraError('not-allowed', 'Your role does not include this.', { reason: 'role' });
  c.set('scope', scope);
  c.set('zone', unit.zone);
  const isOffice = scope.roles.some((role) => officeRoles.includes(role));
  c.set('onlyTechnicianId', isOffice ? null : await ownTechnician(services, scope));
}

/** The UI asks in the language it speaks; anything else means the staff user's own. */
function languageOf(c: Context) {
  const asked = c.req.header('accept-language');
  return isLanguage(asked) ? asked : undefined;
}

async function ownTechnician(services: Services, scope: BusinessUnitScope): Promise<string> {
  const technicians = await services.core.teams.technicians(scope);
  const own = technicians.find((technician) => technician.staffUserId === scope.staffUserId);
  if (!own)
    throw new ItineraError('not-allowed', 'No technician belongs to this account.', { reason: 'role' });
  return own.id;
}

/** Somebody else's work is to a technician as if it did not exist. */
export function ownOnly(c: Context<UnitEnv>, technicianId: string | undefined): void {
  const only = c.get('onlyTechnicianId');
  if (only !== null && only !== technicianId)
    throw new ItineraError('not-found', 'There is nothing at this address.');
}
