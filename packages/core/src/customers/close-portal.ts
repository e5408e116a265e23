import {
  endPortalSessions,
  listAccessesOfCustomer,
  listAccessMatches,
  listCustomersOfAccess,
  lockAccess,
  type Queries,
} from '@itinera/db';

/** Ends the sessions that open nobody now. The gate would refuse them too; ended, they stay so when it is active again. */
export async function closePortal(
  tx: Queries,
  { companyId, businessUnitId }: { companyId: string; businessUnitId: string },
  customerId: string,
  now: number,
): Promise<void> {
  const accesses = await listAccessesOfCustomer(tx, businessUnitId, customerId);
  // In one order, and locked: two customers of one person may be closed at the same moment.
  for (const { id: accessId } of [...accesses].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const access = await lockAccess(tx, businessUnitId, accessId);
    const customers = await listCustomersOfAccess(tx, businessUnitId, accessId);
    if (!access || customers.some((customer) => customer.status !== 'inactive')) continue;
    await endPortalSessions(tx, { businessUnitId, accessId }, now);
    // Sessions in which nobody has been chosen yet.
    for (const [channel, identifier] of [
      ['email', access.email],
      ['sms', access.phone],
    ] as const)
      if (identifier !== null && (await listAccessMatches(tx, companyId, channel, identifier)).length === 0)
        await endPortalSessions(tx, { companyId, identifier }, now);
  }
}
