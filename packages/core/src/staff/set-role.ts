import { storeStaffRole } from '@itinera/db';
import { z } from 'zod';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { parseInput } from '../shared/parse-input.ts';
import { staffRoles, type StaffRole } from '../shared/permissions.ts';
import { lockStaff, memberOf, requireAdministrators } from './administrators.ts';
import { requireProof } from './live-session.ts';

const readInput = parseInput(
  z.object({ role: z.enum(staffRoles, `must be one of ${staffRoles.join(', ')}, or null`).nullable() }),
);

/**
 * Gives somebody who works in the unit in view another role there; null takes it away, and with it the unit. It counts
 * from their next request on.
 * @throws ItineraError `not-found`, `invalid` (`role`), `not-allowed` (reason `proof`, `last-administrator`).
 */
export async function setRole(
  ctx: Context,
  scope: BusinessUnitScope,
  input: { staffUserId: string; role: StaffRole | null },
): Promise<void> {
  requireProof(ctx, scope);
  const { role } = readInput(input);
  const { staffUserId } = input;
  const { companyId, businessUnitId } = scope;
  await ctx.db.write(async (tx) => {
    await lockStaff(ctx, tx, companyId);
    const { roles } = await memberOf(tx, scope, staffUserId);
    const before = roles.filter((one) => one.businessUnitId === businessUnitId);
    if (before[0]?.role === role) return;
    await storeStaffRole(tx, { companyId, staffUserId, businessUnitId }, role);
    await requireAdministrators(tx, before);
    await appendEvent(ctx, tx, scope, {
      kind: 'staff.role-changed',
      subjectType: 'staff',
      subjectId: staffUserId,
      data: { from: before[0]?.role ?? null, to: role },
    });
  });
}
