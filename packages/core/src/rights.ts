import type { BusinessUnitScope, StaffRole, SystemScope } from './scopes.ts';
import { ItineraError } from './shared/errors.ts';

const planners: readonly StaffRole[] = ['administrator', 'supervisor', 'call-agent'];

/**
 * Lets those pass who may create, plan, move and cancel: the system itself and staff in a planning role.
 * @throws ItineraError `not-allowed`, reason `role`.
 */
export function requirePlanner(scope: BusinessUnitScope | SystemScope): void {
  if (scope.kind === 'staff' && !scope.roles.some((role) => planners.includes(role)))
    throw new ItineraError('not-allowed', `Planning takes one of the roles ${planners.join(', ')}`, {
      reason: 'role',
    });
}

/** Whether somebody holds no role but the technician's: they see their own day only. */
export function isOnlyTechnician(scope: BusinessUnitScope): boolean {
  return scope.roles.every((role) => role === 'technician');
}
