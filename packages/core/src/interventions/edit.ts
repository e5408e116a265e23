import { findIntervention, updateIntervention, type Intervention, type Queries } from '@itinera/db';
import { z } from 'zod';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { parseInput } from '../shared/parse-input.ts';
import { isOpen } from '../shared/portal-actions.ts';
import { shownRevision } from '../shared/shown-revision.ts';

const read = parseInput(
  z.strictObject({
    interventionId: z.string(),
    comment: z.string('must be text').trim().max(2000, 'must have at most 2000 characters'),
    revision: shownRevision,
  }),
);

export interface EditInterventionInput {
  interventionId: string;
  /** What whoever does it should know. */
  comment: string;
  /** The revision that was shown. */
  revision: number;
}

/**
 * Changes what is said of open work. When and by whom it is done, `bookings` change.
 * @throws ItineraError `not-found`, `stale`, `not-allowed` (`status`), `invalid`.
 */
export async function editIntervention(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  input: EditInterventionInput,
): Promise<{ revision: number }> {
  const { interventionId, comment, revision } = read(input);
  requireIds({ interventionId });
  const { businessUnitId } = scope;
  return ctx.db.write(async (tx) => {
    const before = await findIntervention(tx, businessUnitId, interventionId);
    if (!before) throw notFound('interventionId');
    return changeComment(ctx, tx, scope, before, { comment, revision });
  });
}

/**
 * The same in the caller's transaction, of work as it is in it.
 * @throws ItineraError `stale`, `not-allowed` (`status`).
 */
export async function changeComment(
  ctx: Context,
  tx: Queries,
  scope: BusinessUnitScope | SystemScope,
  before: Intervention,
  { comment, revision }: Pick<EditInterventionInput, 'comment' | 'revision'>,
): Promise<{ revision: number }> {
  if (before.comment === comment) return { revision: before.revision };
  if (!isOpen(before.status))
    throw new ItineraError('not-allowed', 'Only open work can be changed', {
      field: 'interventionId',
      reason: 'status',
    });
  const updated = await updateIntervention(tx, scope.businessUnitId, before.id, revision, { comment });
  if (!updated)
    throw new ItineraError('stale', 'The intervention was changed since it was shown', {
      field: 'revision',
      details: { given: { revision } },
    });
  await appendEvent(ctx, tx, scope, {
    kind: 'intervention.changed',
    subjectType: 'intervention',
    subjectId: before.id,
    data: { fields: ['comment'] },
  });
  return { revision: updated.revision };
}
