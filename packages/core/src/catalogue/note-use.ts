import { insertRows, type PortalAction, type Queries } from '@itinera/db';
import type { Context } from '../context.ts';
import { staffNotified, usuallyNotified, type StaffNotified } from '../shared/action-settings.ts';
import type { EpochSeconds } from '../shared/units.ts';

/** Counts one use of a portal action, in the transaction of what it did. `interventionId`: null for one of the home page. */
export async function noteUse(
  ctx: Context,
  tx: Queries,
  use: {
    businessUnitId: string;
    portalActionId: string;
    customerId: string;
    interventionId: string | null;
    usedAt: EpochSeconds;
  },
): Promise<void> {
  await insertRows(tx, 'portalActionUse', [{ id: ctx.ids.newId(), ...use }]);
}

/** Whether the customer is told by message that it was done. */
export function tellsCustomer({ notify }: Pick<PortalAction, 'notify'>): boolean {
  return notify === null || notify.includes('customer');
}

/** Who of the company is told that it was done. */
export function staffTold({ kind, notify }: Pick<PortalAction, 'kind' | 'notify'>): readonly StaffNotified[] {
  return notify === null ? usuallyNotified(kind) : staffNotified.filter((who) => notify.includes(who));
}
