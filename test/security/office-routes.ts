import { policy } from '@itinera/backoffice/policy';
import type { Target } from './portal-routes.ts';

/** What a route's parameters stand for. A parameter that is not here makes the tests of access fail: say what it is. */
const parameters: Record<string, (target: Target) => string> = {
  businessUnitId: ({ unit }) => unit.businessUnitId,
  technicianId: ({ unit }) => unit.technicianId,
  date: () => '2027-01-12',
  customerId: ({ tenant }) => tenant.customer.customerId,
  interventionId: ({ tenant }) => tenant.visit,
};

/** The API's routes by method and path, as the policy table has them. */
export const officeRoutes = Object.keys(policy).map((route) => {
  const [method = '', path = ''] = route.split(' ');
  return { route, method, path, permission: policy[route]! };
});

/** The path of a route for somebody's things, within a unit that may be another one. */
export function officePath(
  path: string,
  target: Target,
  businessUnitId = target.unit.businessUnitId,
): string {
  return path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = parameters[name];
    if (!value) throw new Error(`${path}: say in office-routes.ts whose :${name} is`);
    return name === 'businessUnitId' ? businessUnitId : value(target);
  });
}

/** Whether the path names a thing within the unit. */
export function namesThing(path: string): boolean {
  return /:(?!businessUnitId|date)\w+/.test(path);
}

/** What a request that changes something holds, by route. */
export const bodies: Record<string, (target: Target) => Record<string, unknown>> = {
  'POST /api/v1/sign-in': () => ({ email: 'nobody@example.com', password: 'a password of nobody' }),
  'POST /api/v1/sign-in/code': () => ({ code: '000000' }),
  'POST /api/v1/sign-out': () => ({}),
  'POST /api/v1/business-units/:businessUnitId/interventions': ({ unit, tenant }) => ({
    activityTypeId: unit.typeId,
    customerId: tenant.customer.customerId,
    addressId: tenant.customer.addressIds[0],
    comment: 'c',
  }),
  'POST /api/v1/business-units/:businessUnitId/interventions/:interventionId/plan': ({ unit }) => ({
    technicianId: unit.technicianId,
    date: '2027-01-14',
    start: 1_799_913_600,
    end: 1_799_920_800,
    revision: 2,
  }),
  'POST /api/v1/business-units/:businessUnitId/interventions/:interventionId/cancel': () => ({
    reason: 'other',
    details: 'd',
  }),
};
