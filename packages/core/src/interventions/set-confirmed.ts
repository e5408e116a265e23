import { listParts, lockIntervention, updateIntervention } from '@itinera/db';
import { z } from 'zod';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { parseInput } from '../shared/parse-input.ts';
import { isOpen } from '../shared/portal-actions.ts';
import { promiseOf } from './promise.ts';
import { requireShown } from './require-shown.ts';
import type { SetConfirmedInput } from './types.ts';
import { shownRevision } from '../shared/shown-revision.ts';

const read = parseInput(
  z.strictObject({
    interventionId: z.string(),
    confirmed: z.boolean('must be yes or no'),
    revision: shownRevision,
  }),
);

/**
 * Notes that the customer has confirmed the promised time, on the telephone say, or that they have not after all (CAD-PL-26).
 * What customers choose in the portal is confirmed by that; what staff plan is not, until somebody says so here. The customer
 * is not written to. What is so already stays as it is.
 * @throws ItineraError `not-found`, `stale` (`details.current`, `details.given`), `not-allowed` (`status`: it is not open;
 *   `not-promised`: no time is promised; `awaiting`: staff have not confirmed it themselves; `role`), `invalid`.
 */
export async function setConfirmed(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  input: SetConfirmedInput,
): Promise<void> {
  const { interventionId, confirmed, revision } = read(input);
  requireIds({ interventionId });
  const { businessUnitId } = scope;
  await ctx.db.write(async (tx) => {
    const before = await lockIntervention(tx, businessUnitId, interventionId);
    if (!before) throw notFound('interventionId');
    await requireShown(tx, scope, before, { revision, confirmed });
    if (!isOpen(before.status)) throw refused('status');
    const [part] = await listParts(tx, businessUnitId, [interventionId]);
    const promise = promiseOf(part ?? null);
    if (promise === null) throw refused('not-promised');
    if (before.awaitingSince !== null) throw refused('awaiting');
    if ((before.confirmedAt !== null) === confirmed) return;
    await updateIntervention(tx, businessUnitId, interventionId, revision, {
      confirmedAt: confirmed ? ctx.clock.now() : null,
    });
    await appendEvent(ctx, tx, scope, {
      kind: confirmed ? 'intervention.agreed' : 'intervention.not-agreed',
      subjectType: 'intervention',
      subjectId: interventionId,
      data: { promise },
    });
  });
}

function refused(reason: string): ItineraError {
  return new ItineraError(
    'not-allowed',
    `There is no time that the customer could have confirmed: ${reason}`,
    {
      field: 'interventionId',
      reason,
    },
  );
}
