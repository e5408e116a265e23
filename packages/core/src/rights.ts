import type { BusinessUnitScope, SystemScope } from './scopes.ts';
import { permits, type Permission } from './shared/permissions.ts';

/** Whether somebody may do this in the unit in view: the system itself everything, staff what their role there allows. */
export function may(scope: BusinessUnitScope | SystemScope, permission: Permission): boolean {
  return scope.kind === 'system' || permits(scope.roles, permission);
}

/** Whether somebody sees their own day and visits only. */
export function seesOwnOnly(scope: BusinessUnitScope): boolean {
  return !may(scope, 'see-plan');
}
