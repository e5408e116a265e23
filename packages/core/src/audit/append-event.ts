import { insertRows, nextValue, type ActorType, type Queries } from '@itinera/db';
import type { Context } from '../context.ts';
import type { AccessScope, BusinessUnitScope, SystemScope } from '../scopes.ts';

/** What happened, to what. `data` holds what a reader needs to tell it again; it can be erased apart from the fact. */
export interface EventInput {
  kind: string;
  subjectType:
    | 'intervention'
    | 'hold'
    | 'customer'
    | 'access'
    | 'technician'
    | 'skill'
    | 'team'
    | 'service-zone'
    | 'business-unit'
    | 'form'
    | 'activity-type'
    | 'import'
    | 'api-key'
    | 'staff'
    | 'staff-invitation';
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
  await insert(ctx, tx, scope.businessUnitId, actorOf(scope), event);
}

/** Who did it: a staff user, or the system (null). */
export interface StaffActor {
  staffUserId: string | null;
}

/** The same in every one of these units, for what concerns somebody who works in all of them. */
export async function appendEventInUnits(
  ctx: Context,
  tx: Queries,
  businessUnitIds: readonly string[],
  { staffUserId }: StaffActor,
  event: EventInput,
): Promise<void> {
  const actor = { type: staffUserId === null ? ('system' as const) : ('staff' as const), id: staffUserId };
  // In one order for all writers, or two of them would wait for each other.
  for (const businessUnitId of [...new Set(businessUnitIds)].sort())
    await insert(ctx, tx, businessUnitId, actor, event);
}

async function insert(
  ctx: Context,
  tx: Queries,
  businessUnitId: string,
  actor: Actor,
  { kind, subjectType, subjectId, data }: EventInput,
): Promise<void> {
  const sequence = await nextValue(tx, businessUnitId, 'event');
  await insertRows(tx, 'event', [
    {
      businessUnitId,
      sequence,
      at: ctx.clock.now(),
      kind,
      subjectType,
      subjectId,
      actorType: actor.type,
      actorId: actor.id,
      data: data ?? null,
    },
  ]);
}

interface Actor {
  type: ActorType;
  id: string | null;
}

function actorOf(scope: AccessScope | BusinessUnitScope | SystemScope): Actor {
  switch (scope.kind) {
    case 'access':
      return { type: 'access', id: scope.accessId };
    case 'staff':
      return { type: 'staff', id: scope.staffUserId };
    case 'system':
      return scope.apiKeyId === undefined
        ? { type: 'system', id: null }
        : { type: 'api', id: scope.apiKeyId };
  }
}
