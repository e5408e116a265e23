import { extendHold as storeExtension, findActivityType } from '@itinera/db';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import { actorOf } from '../idempotency/once.ts';
import type { AccessScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { changeDays } from './change-days.ts';
import { holdView } from './hold-view.ts';
import { loadOwnHold, requireLive } from './own-hold.ts';
import type { HoldView } from './types.ts';

/**
 * Gives a live hold its hold time once more, counted from when it would have ended. Once only.
 * @throws ItineraError `gone`, `not-found`; `not-allowed` reason `extended` the second time; `key-reused`.
 */
export async function extendHold(
  ctx: Context,
  scope: AccessScope,
  { holdId, idempotencyKey }: { holdId: string; idempotencyKey: string },
): Promise<HoldView> {
  const call = { actor: actorOf(scope), key: idempotencyKey, request: ['extend', holdId] };
  const extended = await changeDays<HoldView>(ctx, scope, call, async ({ q, now }) => {
    const own = await loadOwnHold(q, scope, holdId);
    requireLive(own, now);
    if (own.hold.extendedAt !== null)
      throw new ItineraError('not-allowed', 'A hold can be extended once', {
        field: 'holdId',
        reason: 'extended',
      });
    const type = await findActivityType(q, scope.businessUnitId, own.hold.activityTypeId);
    const expiresAt = own.hold.expiresAt + (type?.holdSeconds ?? 0);
    return {
      accessId: scope.accessId,
      days: own.days,
      async commit(tx) {
        const row = await storeExtension(tx, scope.businessUnitId, holdId, expiresAt, now);
        if (!row) throw new ItineraError('gone', 'The hold ended meanwhile', { field: 'holdId' });
        await appendEvent(ctx, tx, scope, {
          kind: 'hold.extended',
          subjectType: 'hold',
          subjectId: holdId,
          data: { expiresAt },
        });
        return holdView(tx, scope, row);
      },
    };
  });
  if (!extended) throw new ItineraError('unavailable', 'The day is changing too fast: try again');
  return extended;
}
