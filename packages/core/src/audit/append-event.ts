import { insertRows, nextValue, type Queries } from '@itinera/db';
import type { Context } from '../context.ts';
import type { AccessScope, BusinessUnitScope, SystemScope } from '../scopes.ts';

/** What happened, to what. `data` holds what a reader needs to tell it again; it can be erased apart from the fact. */
export interface EventInput {
  kind: string;
  subjectType: 'intervention' | 'hold' | 'customer' | 'access' | 'technician' | 'business-unit';
  subjectId: string;
  data?: unknown;
}

/**
 * Appends to the ordered events of the scope's business unit, in the transaction of the change itself. Call it last:
 * its counter keeps the unit's other writers waiting until the commit, so that the order has no gap.
 */
export async function appendEvent(
  ctx: Context,
  tx: Queries,
  scope: AccessScope | BusinessUnitScope | SystemScope,
  event: EventInput,
): Promise<void> {
  const sequence = await nextValue(tx, scope.businessUnitId, 'event');
  await insertRows(tx, 'event', [
    {
      businessUnitId: scope.businessUnitId,
      sequence,
      at: ctx.clock.now(),
      kind: event.kind,
      subjectType: event.subjectType,
      subjectId: event.subjectId,
      actorType: scope.kind,
      actorId: actorId(scope),
      data: event.data ?? null,
    },
  ]);
}

function actorId(scope: AccessScope | BusinessUnitScope | SystemScope): string | null {
  switch (scope.kind) {
    case 'access':
      return scope.accessId;
    case 'staff':
      return scope.staffUserId;
    case 'system':
      return null;
  }
}
