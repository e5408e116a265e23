import { policy, type RoutePolicy } from '@itinera/backoffice/policy';
import type { Target } from './portal-routes.ts';

/** What a route's parameters stand for. A parameter that is not here makes the tests of access fail: say what it is. */
const parameters: Record<string, (target: Target) => string> = {
  businessUnitId: ({ unit }) => unit.businessUnitId,
  technicianId: ({ unit }) => unit.technicianId,
  list: () => 'category',
  purpose: () => 'activity',
  date: () => '2027-01-12',
  absenceId: ({ unit }) => unit.absenceId,
  clockingId: ({ unit }) => unit.clockingId,
  unitAbsenceId: ({ unit }) => unit.unitAbsenceId,
  skillId: ({ unit }) => unit.skillId,
  teamId: ({ unit }) => unit.teamId,
  serviceZoneId: ({ unit }) => unit.serviceZoneId,
  activityTypeId: ({ unit }) => unit.typeId,
  actionId: ({ unit }) => unit.actionId,
  apiKeyId: ({ unit }) => unit.apiKeyId,
  customerId: ({ tenant }) => tenant.customer.customerId,
  otherId: ({ unit, tenant }) => unit.tenants.find((one) => one !== tenant)!.customer.customerId,
  addressId: ({ tenant }) => tenant.customer.addressIds[0]!,
  interventionId: ({ tenant }) => tenant.visit,
  requestId: ({ tenant }) => tenant.requestId,
  lateReportId: ({ tenant }) => tenant.lateReportId,
  contactId: ({ tenant }) => tenant.contactId,
  accessId: ({ tenant }) => tenant.customer.accessIds[0]!,
  staffUserId: ({ unit }) => unit.staffUserId,
  invitationId: ({ unit }) => unit.invitationId,
  fileId: ({ tenant }) => tenant.file,
  field: () => 'remarks',
  logo: ({ unit }) => unit.logo,
  calendarId: ({ unit }) => unit.calendarId,
  file: () => `${'x'.repeat(43)}.ics`,
  importId: ({ unit }) => unit.importId,
  number: () => '0',
  target: () => 'customers',
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

/** How somebody asks a route: another system's routes by the unit's key, all others by a cookie. */
export function credentialsFor(
  permission: RoutePolicy,
  unit: Target['unit'],
  cookie: string,
): Record<string, string> {
  return permission === 'key' ? { authorization: `Bearer ${unit.apiKey}` } : { cookie };
}

/** Whether the path names a thing within the unit. */
export function namesThing(path: string, sameCompany = false): boolean {
  // Skills are the company's: each of its units has them.
  const named = sameCompany ? path.replace(':skillId', '') : path;
  return /:(?!businessUnitId|date|target|number|purpose|field|list)\w+/.test(named);
}
