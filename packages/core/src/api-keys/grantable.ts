import { may } from '../rights.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { apiRights, type ApiRight } from '../shared/api-rights.ts';
import { ItineraError } from '../shared/errors.ts';
import type { Permission } from '../shared/permissions.ts';

/** What staff must be permitted, all of it, to give a right to a key: otherwise a key would widen their own role. */
const takes: Readonly<Record<ApiRight, readonly Permission[]>> = {
  view: ['see-plan'],
  create: ['plan'],
  edit: ['plan'],
  close: ['supervise-work'],
  slots: ['plan'],
  'full-schedules': ['plan'],
  customers: ['see-customers', 'manage-customers'],
  accesses: ['see-customers', 'manage-accesses'],
  configuration: ['see-catalogue'],
};

export function grantable(scope: BusinessUnitScope | SystemScope): ApiRight[] {
  return apiRights.filter((right) => takes[right].every((permission) => may(scope, permission)));
}

/** @throws ItineraError `not-allowed` (`role`) for a right that is not the asker's to give; those it had stay. */
export function requireGrantable(
  scope: BusinessUnitScope | SystemScope,
  rights: readonly ApiRight[],
  had: readonly string[] = [],
): void {
  const own = grantable(scope);
  const foreign = rights.filter((right) => !own.includes(right) && !had.includes(right));
  if (foreign.length === 0) return;
  throw new ItineraError(
    'not-allowed',
    `Your role does not include what these allow: ${foreign.join(', ')}`,
    {
      field: 'rights',
      reason: 'role',
    },
  );
}
