import { deleteHold } from '@itinera/db';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import { actorOf } from '../idempotency/once.ts';
import type { AccessScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { changeDays } from './change-days.ts';
import { storeDay } from './day-change.ts';
import { daysWithout } from './days-without.ts';
import { loadOwnHold } from './own-hold.ts';

/**
 * Gives the room back, live or expired; what it was held for stays as it is.
 * @throws ItineraError `gone` when it was confirmed or released before, `not-found`, `key-reused`.
 */
export async function releaseHold(
  ctx: Context,
  scope: AccessScope,
  { holdId, idempotencyKey }: { holdId: string; idempotencyKey: string },
): Promise<void> {
  const call = { actor: actorOf(scope), key: idempotencyKey, request: ['release', holdId] };
  const released = await changeDays<true>(ctx, scope, call, async (view) => {
    const own = await loadOwnHold(view.q, scope, holdId);
    const changes = await daysWithout(view, scope.companyId, own.stops, own.stops);
    return {
      accessId: scope.accessId,
      days: own.days,
      async commit(tx) {
        await deleteHold(tx, scope.businessUnitId, holdId);
        for (const change of changes) await storeDay(tx, change, view.now);
        await appendEvent(ctx, tx, scope, { kind: 'hold.released', subjectType: 'hold', subjectId: holdId });
        return true;
      },
    };
  });
  if (!released) throw new ItineraError('unavailable', 'The day is changing too fast: try again');
}
