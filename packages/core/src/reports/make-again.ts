import { findActivityType, findIntervention, type Intervention } from '@itinera/db';
import { appendEvent } from '../audit/append-event.ts';
import { reportOf } from '../catalogue/settings.ts';
import type { Context } from '../context.ts';
import { actorOf, once } from '../idempotency/once.ts';
import { page } from '../interventions/page.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound } from '../shared/ids.ts';
import { addReportJob } from './queue-report.ts';
import { askedState } from './asked-state.ts';

/**
 * Has the report of closed work made again, after settings, logo or form were changed. A worker makes it; a version is kept
 * where its bytes are others than those of the last, and sent as every version.
 * @throws ItineraError `not-found`, `not-allowed` (`state`: the work is not closed, or erased; `report`: its type has none
 *   made; `role`), `key-reused`.
 */
export async function makeAgain(
  ctx: Context,
  scope: BusinessUnitScope,
  { interventionId, idempotencyKey: key }: { interventionId: string; idempotencyKey: string },
): Promise<void> {
  await page(ctx, scope, interventionId);
  const { businessUnitId } = scope;
  await ctx.db.write((tx) =>
    once(ctx, tx, { actor: actorOf(scope), key, request: ['report-again', interventionId] }, async () => {
      const visit = await findIntervention(tx, businessUnitId, interventionId);
      if (!visit) throw notFound('interventionId');
      const type = await findActivityType(tx, businessUnitId, visit.activityTypeId);
      if (!canBeMade(visit)) throw refusal('state', 'Only work that is closed has a report');
      if (!type || !reportOf(type).made) throw refusal('report', 'This type of work has no report made');
      if ((await askedState(tx, businessUnitId, interventionId)) === 'waiting') return;
      await addReportJob(ctx, tx, scope, { interventionId, workStepId: ctx.ids.newId(), again: true });
      await appendEvent(ctx, tx, scope, {
        kind: 'intervention.report-asked',
        subjectType: 'intervention',
        subjectId: interventionId,
      });
    }),
  );
}

/** Whether there is something to make a report of. */
export function canBeMade({ status, erasedAt }: Pick<Intervention, 'status' | 'erasedAt'>): boolean {
  return status === 'terminated' && erasedAt === null;
}

function refusal(reason: string, message: string): ItineraError {
  return new ItineraError('not-allowed', message, { reason });
}
