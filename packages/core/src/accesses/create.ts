import { insertRows, openAccessPeriods, type Queries } from '@itinera/db';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import { actorOf, once } from '../idempotency/once.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { queueInvitation } from './invite.ts';
import { requireFitting } from './requirements.ts';
import { readNewAccess } from './schema.ts';
import type { NewAccessInput } from './types.ts';

/**
 * Makes an access of one person for one or more customers, and invites them when asked to (LBX-04, LBX-08). Others
 * may have the same e-mail or phone: whoever proves it chooses among them.
 * @throws ItineraError `not-allowed` (`role`, `access-disabled`, `no-email`), `invalid`, `not-found` (`customerIds`),
 *   `key-reused`.
 */
export async function createAccess(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  input: NewAccessInput,
): Promise<{ accessId: string }> {
  const read = readNewAccess(input);
  const call = { actor: actorOf(scope), key: input.idempotencyKey, request: ['create-access', read] };
  return ctx.db.write((tx) =>
    once(ctx, tx, call, async () => ({ accessId: await writeAccess(ctx, tx, scope, read) })),
  );
}

/** Writes an access that was read, in the caller's transaction; its id. Errors as `createAccess`. */
export async function writeAccess(
  ctx: Context,
  tx: Queries,
  scope: BusinessUnitScope | SystemScope,
  read: Omit<NewAccessInput, 'idempotencyKey'>,
): Promise<string> {
  const { customerIds, invite, ...person } = read;
  const { businessUnitId } = scope;
  const unit = await requireFitting(ctx, tx, scope, read);
  const accessId = ctx.ids.newId();
  const createdAt = ctx.clock.now();
  const access = { ...person, id: accessId, businessUnitId, createdAt };
  await insertRows(tx, 'access', [access]);
  await insertRows(
    tx,
    'accessCustomer',
    customerIds.map((customerId) => ({ businessUnitId, accessId, customerId })),
  );
  if (person.enabled) await openAccessPeriods(tx, businessUnitId, [accessId], createdAt);
  if (invite) await queueInvitation(ctx, tx, unit, access, 'created');
  await appendEvent(ctx, tx, scope, {
    kind: 'access.created',
    subjectType: 'access',
    subjectId: accessId,
    data: { customerIds, enabled: person.enabled, invited: invite },
  });
  return accessId;
}
