import { createHash } from 'node:crypto';
import { serviceOf } from '../availability/wish.ts';
import type { Context } from '../context.ts';
import { canonicalJson } from '../idempotency/canonical-json.ts';
import { actorOf } from '../idempotency/once.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { requireIds } from '../shared/ids.ts';
import { instantOfMinute } from '../shared/local-time.ts';
import { changeDays, type View } from './change-days.ts';
import { dayByHand } from './day-by-hand.ts';
import { loadToPlan, writeAndTell, type PlanToWrite } from './plan.ts';
import { readPlanByHandInput } from './schema.ts';
import type { PlanByHandInput, PlanByHandResult, PlanWarning } from './types.ts';
import { warningsOf } from './warnings.ts';

/**
 * Plans an open intervention, or moves it, to a technician and a time of staff's own choice, although the assistant would
 * not offer it (CAD-PL-01, CAD-PL-17). Whatever speaks against it is told first and accepted as it was told; when something
 * else has come up by then, that is told anew. The window of the type's width that begins then is promised, the
 * technician's time stays exactly there, and other visits are retimed within their promises as far as they can be. Where
 * stops overlap, this one is marked as deliberate. The event keeps what was accepted, for the intervention's history.
 * @throws ItineraError `stale` when `revision` is not the current one, `not-found`, `not-allowed` (`role`, `status`,
 *   `not-located` ...), `invalid`, `key-reused`.
 */
export async function planByHand(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  input: PlanByHandInput,
): Promise<PlanByHandResult> {
  const { at, revision, accepted } = readPlanByHandInput(input);
  const { interventionId, technicianId, idempotencyKey } = input;
  requireIds({ interventionId, technicianId });
  const request = ['plan-by-hand', interventionId, technicianId, at, revision, accepted ?? null];
  const call = { actor: actorOf(scope), key: idempotencyKey, request };
  const stopId = ctx.ids.newId();
  const look = async (view: View): Promise<{ plan: PlanToWrite; warnings: PlanWarning[] }> => {
    const { visit, wish } = await loadToPlan(view.q, scope, interventionId, revision);
    const { bufferBefore, width } = wish.type;
    const start = instantOfMinute(at, wish.zone);
    if (start === null)
      throw new ItineraError('invalid', 'at: the clock skips that time on that day', {
        field: 'at',
        reason: 'clock-gap',
      });
    const service = { start: start - bufferBefore, end: start - bufferBefore + serviceOf(wish) };
    const hand = await dayByHand(view, scope, { wish, leaving: visit.stops, technicianId, service, stopId });
    const window = { start, end: start + width };
    return {
      plan: { visit, wish, placement: hand.placement, window, stopId, now: view.now },
      warnings: await warningsOf(view, scope, wish, hand),
    };
  };
  const planned = await changeDays<PlanByHandResult>(ctx, scope, call, async (view) => {
    const { plan, warnings } = await look(view);
    if (warnings.length > 0 && seenOf(warnings) !== accepted) return null;
    const over = [...new Set(warnings.map(({ kind }) => kind))];
    return {
      interventionId,
      days: plan.placement.changes,
      commit: async (tx) => ({ ...(await writeAndTell(ctx, tx, scope, plan, { over })), warnings }),
    };
  });
  if (planned) return planned;
  const { q, now } = { q: ctx.db.read, now: ctx.clock.now() };
  const { warnings } = await look({ q, now, travel: ctx.travel, round: 0, locked: null });
  return { kind: 'warnings', warnings, seen: seenOf(warnings) };
}

/** A short name of exactly these warnings. */
function seenOf(warnings: readonly PlanWarning[]): string {
  return createHash('sha256').update(canonicalJson(warnings)).digest('base64url').slice(0, 22);
}
