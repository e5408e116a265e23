import {
  listBusinessUnits,
  listOpenStaffInvitations,
  listStaffOfBusinessUnit,
  listStaffRoles,
  listStaffSessions,
} from '@itinera/db';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import type { StaffList } from './administration-types.ts';
import { administeredBy } from './administrators.ts';
import { sessionIdle } from './limits.ts';

/** Who works in the unit in view, and which invitations made there are open. */
export async function listStaff(ctx: Context, scope: BusinessUnitScope): Promise<StaffList> {
  const q = ctx.db.read;
  const { companyId, businessUnitId } = scope;
  const now = ctx.clock.now();
  const [units, roles, administered] = await Promise.all([
    listBusinessUnits(q, companyId),
    listStaffRoles(q, companyId),
    administeredBy(q, companyId, scope.staffUserId),
  ]);
  const staff = await listStaffOfBusinessUnit(q, companyId, businessUnitId);
  const members = staff.map(async ({ staffUser, role }) => {
    const { id, name, email, status } = staffUser;
    const all = await listStaffSessions(q, id, now);
    const sessions = all.filter(({ lastSeenAt }) => lastSeenAt + sessionIdle > now);
    return {
      id,
      name,
      email,
      role,
      status,
      self: id === scope.staffUserId,
      mayChangeAccount: roles.every(
        (held) => held.staffUserId !== id || administered.has(held.businessUnitId),
      ),
      sessions: sessions.length,
      lastSeenAt: sessions.length === 0 ? null : Math.max(...sessions.map(({ lastSeenAt }) => lastSeenAt)),
    };
  });
  const invitations = await listOpenStaffInvitations(q, companyId, businessUnitId);
  return {
    members: await Promise.all(members),
    invitations: invitations.map(({ id, email, renewsFactors, createdAt, expiresAt, roles: invited }) => ({
      id,
      email,
      roles: invited.map((one) => ({
        ...one,
        unit: units.find((unit) => unit.id === one.businessUnitId)?.name ?? '',
      })),
      renewal: renewsFactors,
      createdAt,
      expiresAt,
    })),
  };
}
