import { insertRows, type PortalAction, type Queries } from '@itinera/db';
import type { Context } from '../context.ts';
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
