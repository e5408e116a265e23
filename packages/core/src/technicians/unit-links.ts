import { listBusinessUnits, listStaffOfBusinessUnit, listStaffRoles, type Queries } from '@itinera/db';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { permits } from '../shared/permissions.ts';
import type { TechnicianProfile } from './types.ts';

/** The units to which somebody may link technicians: those where their role manages them; the system: all. */
export async function openUnits(q: Queries, scope: BusinessUnitScope | SystemScope): Promise<Set<string>> {
  const { companyId } = scope;
  if (scope.kind === 'system') return new Set((await listBusinessUnits(q, companyId)).map(({ id }) => id));
  const roles = await listStaffRoles(q, companyId, scope.staffUserId);
  const open = roles.filter(({ role }) => permits([role], 'manage-technicians'));
  return new Set([scope.businessUnitId, ...open.map(({ businessUnitId }) => businessUnitId)]);
}

/**
 * Refuses links that are not somebody's to give or take, and a staff user who is not of the unit in view.
 * @throws ItineraError `not-allowed` (`other-units`), `invalid` (`profile.staffUserId`).
 */
export async function requireLinks(
  q: Queries,
  scope: BusinessUnitScope | SystemScope,
  before: Pick<TechnicianProfile, 'businessUnitIds' | 'staffUserId'>,
  wished: Pick<TechnicianProfile, 'businessUnitIds' | 'staffUserId'>,
): Promise<void> {
  const open = await openUnits(q, scope);
  const toggled = [
    ...wished.businessUnitIds.filter((id) => !before.businessUnitIds.includes(id)),
    ...before.businessUnitIds.filter((id) => !wished.businessUnitIds.includes(id)),
  ];
  if (toggled.some((id) => !open.has(id)))
    throw new ItineraError('not-allowed', 'The technician’s work for another unit is that unit’s to say', {
      field: 'profile.businessUnitIds',
      reason: 'other-units',
    });
  const { staffUserId } = wished;
  if (staffUserId === null || staffUserId === before.staffUserId) return;
  const staff = await listStaffOfBusinessUnit(q, scope.companyId, scope.businessUnitId);
  if (staff.some(({ staffUser }) => staffUser.id === staffUserId)) return;
  throw new ItineraError('invalid', 'profile.staffUserId must be somebody of this business unit', {
    field: 'profile.staffUserId',
  });
}
