import type { BusinessUnitScope, StaffRole, SystemScope } from './scopes.ts';
import { ItineraError } from './shared/errors.ts';

const planners: readonly StaffRole[] = ['administrator', 'supervisor', 'call-agent'];
const accessManagers: readonly StaffRole[] = ['administrator', 'supervisor'];

/** Whether somebody may create, plan, move and cancel: the system itself and staff in a planning role. */
export function mayPlan(scope: BusinessUnitScope | SystemScope): boolean {
  return scope.kind === 'system' || scope.roles.some((role) => planners.includes(role));
}

/** @throws ItineraError `not-allowed`, reason `role`, unless `mayPlan`. */
export function requirePlanner(scope: BusinessUnitScope | SystemScope): void {
  if (!mayPlan(scope))
    throw new ItineraError('not-allowed', `Planning takes one of the roles ${planners.join(', ')}`, {
      reason: 'role',
    });
}

/** Whether somebody may say who signs in to the portal: the system itself, administrators and supervisors. */
export function mayManageAccesses(scope: BusinessUnitScope | SystemScope): boolean {
  return scope.kind === 'system' || scope.roles.some((role) => accessManagers.includes(role));
}

/** @throws ItineraError `not-allowed`, reason `role`, unless `mayManageAccesses`. */
export function requireAccessManager(scope: BusinessUnitScope | SystemScope): void {
  if (!mayManageAccesses(scope))
    throw new ItineraError('not-allowed', `Accesses take one of the roles ${accessManagers.join(', ')}`, {
      reason: 'role',
    });
}

/** Whether somebody holds no role but the technician's: they see their own day and work only. */
export function isOnlyTechnician(scope: BusinessUnitScope): boolean {
  return scope.roles.every((role) => role === 'technician');
}
