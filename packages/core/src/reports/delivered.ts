import { findIntervention } from '@itinera/db';
import { listReports, updateReportMail } from '@itinera/db/work';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import { actorOf, once } from '../idempotency/once.ts';
import { page } from '../interventions/page.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound } from '../shared/ids.ts';

/**
 * Says that the customer has the last report otherwise, on paper or by post, where it could not be sent: it needs no attention any
 * more. The version and its file stay as they are.
 * @throws ItineraError `not-found`, `not-allowed` (`state`: nothing waits to be delivered; `role`), `key-reused`.
 */
export async function reportDelivered(
  ctx: Context,
  scope: BusinessUnitScope,
  { interventionId, idempotencyKey: key }: { interventionId: string; idempotencyKey: string },
): Promise<void> {
  await page(ctx, scope, interventionId);
  const { businessUnitId } = scope;
  await ctx.db.write((tx) =>
    once(ctx, tx, { actor: actorOf(scope), key, request: ['report-delivered', interventionId] }, async () => {
      if (!(await findIntervention(tx, businessUnitId, interventionId))) throw notFound('interventionId');
      const last = (await listReports(tx, businessUnitId, interventionId)).at(-1);
      if (!last?.report.unreached)
        throw new ItineraError('not-allowed', 'No report of this work waits to be delivered', {
          reason: 'state',
        });
      await updateReportMail(tx, businessUnitId, last.report.id, { messageId: null, unreached: false });
      await appendEvent(ctx, tx, scope, {
        kind: 'intervention.report-delivered',
        subjectType: 'intervention',
        subjectId: interventionId,
        data: { version: last.report.version },
      });
    }),
  );
}
