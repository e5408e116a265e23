import {
  countAdministrators,
  findStaffUser,
  listStaffRoles,
  lockAttemptLimit,
  type Queries,
  type StaffRole,
  type StaffUser,
} from '@itinera/db';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';

/** Changes of a company's staff happen one after the other, so that no two of them take the last administrators away. */
export async function lockStaff(ctx: Context, tx: Queries, companyId: string): Promise<void> {
  await lockAttemptLimit(tx, `staff-of:${companyId}`, ctx.clock.now());
}

/**
 * Somebody who works in the unit in view, with all their roles.
 * @throws ItineraError `not-found`.
 */
export async function memberOf(
  q: Queries,
  { companyId, businessUnitId }: BusinessUnitScope,
  staffUserId: string,
): Promise<{ user: StaffUser; roles: StaffRole[] }> {
  requireIds({ staffUserId });
  const user = await findStaffUser(q, companyId, staffUserId);
  const roles = await listStaffRoles(q, companyId, staffUserId);
  if (!user || !roles.some((role) => role.businessUnitId === businessUnitId)) throw notFound('staffUserId');
  return { user, roles };
}

/** The units that a staff user administers. */
export async function administeredBy(
  q: Queries,
  companyId: string,
  staffUserId: string,
): Promise<Set<string>> {
  const roles = await listStaffRoles(q, companyId, staffUserId);
  return new Set(
    roles.filter(({ role }) => role === 'administrator').map(({ businessUnitId }) => businessUnitId),
  );
}

/**
 * The account as a whole belongs to every unit its owner works in.
 * @throws ItineraError `not-allowed` (reason `other-units`) unless the asking person administers all of them.
 */
export async function requireWholeAccount(
  q: Queries,
  scope: BusinessUnitScope,
  roles: readonly StaffRole[],
): Promise<void> {
  const administered = await administeredBy(q, scope.companyId, scope.staffUserId);
  if (roles.every(({ businessUnitId }) => administered.has(businessUnitId))) return;
  throw new ItineraError('not-allowed', 'This person works in units that you do not administer', {
    reason: 'other-units',
  });
}

/**
 * Asked after a change, before its commit: every unit that had an administrator must still have one.
 * @throws ItineraError `not-allowed` (reason `last-administrator`).
 */
export async function requireAdministrators(q: Queries, before: readonly StaffRole[]): Promise<void> {
  for (const { businessUnitId, role } of before)
    if (role === 'administrator' && (await countAdministrators(q, businessUnitId)) === 0)
      throw new ItineraError('not-allowed', 'A unit needs an administrator: make another one first', {
        reason: 'last-administrator',
      });
}
