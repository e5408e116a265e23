import {
  findActivityType,
  lockSubmission,
  updateIntervention,
  type Queries,
  type Technician,
} from '@itinera/db';
import { lockForm } from '@itinera/db/forms';
import { appendEvent } from '../audit/append-event.ts';
import type { PlannedVisit } from '../availability/planned-visit.ts';
import type { Step, View } from '../bookings/change-days.ts';
import type { Context } from '../context.ts';
import { writeSubmission } from '../forms/answer-visit.ts';
import { queueReport } from '../reports/queue-report.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { localMinute } from '../shared/local-time.ts';
import { daysAfter, daysIn, storeDaysAfter } from './days-after.ts';
import type { ReadClosing } from './schema.ts';
import { stateOf } from './step.ts';
import { lengthOf, stopAfter } from './stop-after.ts';
import { daysOfWorker } from './stop-of-worker.ts';

/** What closed work is to be closed with instead. */
export interface Correction {
  closing: ReadClosing;
  /** Why; null: what was reported too late says it. */
  words: string | null;
  lateReportId?: string;
  /** Who did it, where that is not whose it is. */
  worker?: Technician | null;
  /** What else is stored with it, before the event. */
  store(tx: Queries): Promise<void>;
}

/**
 * Closed work with other times, another result or another comment: the visit, its stop and the locked fields of its closing
 * form; what it was before is in the event.
 * @throws ItineraError `not-allowed` (`state`: it is not closed), and from the commit `unavailable`.
 */
export async function correctionStep(
  ctx: Context,
  scope: BusinessUnitScope,
  view: View,
  visit: PlannedVisit,
  { closing, words, lateReportId, worker, store }: Correction,
): Promise<Step<{ revision: number }>> {
  const { intervention, part, stops } = visit;
  const { businessUnitId, id: interventionId, revision } = intervention;
  const state = stateOf(visit);
  if (state !== 'closed' && state !== 'intermediate')
    throw new ItineraError('not-allowed', 'Only what is closed is corrected', {
      reason: 'state',
      details: { state },
    });
  const type = await findActivityType(view.q, businessUnitId, intervention.activityTypeId);
  const stopStep = { step: 'closed', to: state, at: closing.endedAt, reachedAt: closing.endedAt } as const;
  const after = worker
    ? await daysOfWorker(ctx, view, scope.companyId, visit, { worker, closing })
    : await daysAfter(view, scope.companyId, stops, (stop) =>
        stopAfter(stop, { ...stopStep, closing }, lengthOf(part, type)),
      );
  const { startedAt, endedAt, result, reason = null, comment } = closing;
  const before = {
    startedAt: intervention.actualStart,
    endedAt: intervention.actualEnd,
    result: intervention.result,
    reason: intervention.resultCode,
    comment: intervention.resultReason ?? '',
  };
  return {
    interventionId,
    days: [...stops, ...daysIn(after)],
    commit: async (tx) => {
      await store(tx);
      const updated = await updateIntervention(tx, businessUnitId, interventionId, revision, {
        actualStart: startedAt,
        actualEnd: endedAt,
        result,
        resultCode: reason,
        resultReason: comment === '' ? null : comment,
      });
      if (!updated) throw new ItineraError('unavailable', 'The intervention changed meanwhile: try again');
      await storeDaysAfter(tx, businessUnitId, after, view.now);
      await appendEvent(ctx, tx, scope, {
        kind: 'intervention.work-corrected',
        subjectType: 'intervention',
        subjectId: interventionId,
        data: {
          before,
          after: { startedAt, endedAt, result, reason, comment },
          ...(words !== null && { words }),
          ...(lateReportId !== undefined && { lateReportId }),
        },
      });
      // Another version of the report, beside the one that was made.
      if (state === 'closed') await queueReport(ctx, tx, scope, intervention, ctx.ids.newId());
      return { revision: updated.revision };
    },
  };
}

/** Puts corrected times and result into what was answered to the closing form, whose other answers stay. */
export async function correctLockedAnswers(
  ctx: Context,
  tx: Queries,
  scope: BusinessUnitScope,
  { intervention: visit, part }: PlannedVisit,
  { startedAt, endedAt, result }: Pick<ReadClosing, 'startedAt' | 'endedAt' | 'result'>,
): Promise<void> {
  const { businessUnitId } = scope;
  const form = await lockForm(tx, businessUnitId, { ownerId: visit.activityTypeId, purpose: 'closing' });
  const submission = form && (await lockSubmission(tx, businessUnitId, form.id, visit.id));
  if (!form || submission?.state !== 'final') return;
  const { version, revision } = submission;
  const answers = {
    ...submission.answers,
    actual_start: localMinute(startedAt, part.zone),
    actual_end: localMinute(endedAt, part.zone),
    result,
  };
  const given = { purpose: 'closing', mode: 'final', version, revision, answers } as const;
  await writeSubmission(ctx, tx, scope, { visit, form: { ...form, version }, submission, given, answers });
}
