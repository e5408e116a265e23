import { findCustomer, updateCustomer } from '@itinera/db';
import { z } from 'zod';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { customerStatuses } from '../shared/customers.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { parseInput } from '../shared/parse-input.ts';
import { closePortal } from './close-portal.ts';
import type { SetStatusInput } from './types.ts';
import { shownRevision } from '../shared/shown-revision.ts';

const read = parseInput(
  z.object({
    customerId: z.string(),
    status: z.enum(customerStatuses, `must be one of ${customerStatuses.join(', ')}`),
    revision: shownRevision,
  }),
);

/**
 * Says what a customer is to the company (AZT-12). `inactive` closes the portal for it: sessions that open nobody else
 * end at once, nobody signs in for it any more, and people of several customers no longer see this one; accesses, visits
 * and history stay. What is already so is left alone, so sending the same twice is harmless.
 * @throws ItineraError `stale` (`details.current` and `details.given`), `not-allowed` (`role`), `invalid`, `not-found`.
 */
export async function setStatus(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  input: SetStatusInput,
): Promise<void> {
  const { customerId, status, revision } = read(input);
  requireIds({ customerId });
  const { businessUnitId } = scope;
  await ctx.db.write(async (tx) => {
    const before = await findCustomer(tx, businessUnitId, customerId);
    if (!before || before.mergedIntoId !== null) throw notFound('customerId');
    if (before.status === status) return;
    const now = ctx.clock.now();
    if (!(await updateCustomer(tx, businessUnitId, customerId, revision, { status, updatedAt: now })))
      throw new ItineraError('stale', 'The customer was changed since it was shown', {
        field: 'revision',
        details: {
          current: { status: before.status, revision: before.revision },
          given: { status, revision },
        },
      });
    if (status === 'inactive') await closePortal(tx, scope, customerId, now);
    await appendEvent(ctx, tx, scope, {
      kind: 'customer.status-changed',
      subjectType: 'customer',
      subjectId: customerId,
      data: { from: before.status, to: status },
    });
  });
}
