import { findActivityType, lockSubmission, type Queries } from '@itinera/db';
import { lockForm } from '@itinera/db/forms';
import { findLateReport, listWorkSteps, updateLateReport, type LateReport } from '@itinera/db/work';
import { appendEvent } from '../audit/append-event.ts';
import { loadVisit, type PlannedVisit } from '../availability/planned-visit.ts';
import { changeDays, type Step, type View } from '../bookings/change-days.ts';
import type { Context } from '../context.ts';
import { definitionOf } from '../forms/form-page.ts';
import { actorOf } from '../idempotency/once.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { mostFiles } from '../shared/forms/check-answer.ts';
import { traitsOf } from '../shared/forms/field-traits.ts';
import { lockedFields } from '../shared/forms/locked-fields.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { storeClosingAnswers } from './closing-answers.ts';
import { readDecision } from './correction-schema.ts';
import { correctionStep } from './correction.ts';
import { daysAfter, daysIn } from './days-after.ts';
import { namedFiles } from './late-report.ts';
import { reportOf } from './late-reports.ts';
import type { ReadClosing } from './schema.ts';
import { stateOf } from './step.ts';
import { lengthOf, stopAfter } from './stop-after.ts';
import { daysOfWorker, otherWorker } from './stop-of-worker.ts';
import type { DecideLateInput } from './types.ts';
import { writeStep } from './write-step.ts';

/**
 * Decides about a closing that came too late: open work is closed by it, closed work corrected by it, its answers and photos
 * beside those that are stored; or it is set aside, with why. It stays whatever is decided. Work that is planned to somebody
 * else by now is then of who did it, on the day on which they did it.
 * @throws ItineraError `not-found`, `stale` (it was decided meanwhile: `details.current`), `not-allowed` (`state`: the visit is
 *   canceled; `erased`), `invalid` (`closing.answers`: they do not fit the form), `key-reused`, `unavailable`.
 */
export async function decideLate(
  ctx: Context,
  scope: BusinessUnitScope,
  input: DecideLateInput,
): Promise<{ revision: number }> {
  const { idempotencyKey: key, ...asked } = readDecision(input);
  const { lateReportId, revision, decision, words } = asked;
  requireIds({ lateReportId });
  const call = { actor: actorOf(scope), key, request: ['decide-late', asked] };
  const outcome = await changeDays<{ revision: number }>(ctx, scope, call, async (view) => {
    const report = await findLateReport(view.q, scope.businessUnitId, lateReportId);
    if (!report) throw notFound('lateReportId');
    if (report.revision !== revision || report.state !== 'open')
      throw new ItineraError('stale', 'It was decided meanwhile', {
        field: 'revision',
        details: { current: { state: report.state, revision: report.revision } },
      });
    const visit = await loadVisit(view.q, scope.businessUnitId, report.interventionId);
    const decide = async (tx: Queries, state: 'taken' | 'dismissed') => {
      const changes = { state, decidedAt: ctx.clock.now(), decidedBy: scope.staffUserId };
      if (!(await updateLateReport(tx, scope.businessUnitId, lateReportId, revision, changes)))
        throw new ItineraError('unavailable', 'It was decided meanwhile: try again');
      await appendEvent(ctx, tx, scope, {
        kind: state === 'taken' ? 'intervention.late-report-taken' : 'intervention.late-report-set-aside',
        subjectType: 'intervention',
        subjectId: report.interventionId,
        data: { lateReportId, ...(words !== null && { words }) },
      });
      return { revision: revision + 1 };
    };
    if (decision === 'set-aside')
      return {
        interventionId: report.interventionId,
        days: [],
        commit: (tx) => decide(tx, 'dismissed'),
      };
    const step = await takeOver(ctx, scope, view, visit, report);
    return {
      ...step,
      commit: async (tx) => {
        await step.commit(tx);
        return decide(tx, 'taken');
      },
    };
  });
  if (!outcome) throw new ItineraError('unavailable', 'The day is changing too fast: try again');
  return outcome;
}

async function takeOver(
  ctx: Context,
  scope: BusinessUnitScope,
  view: View,
  visit: PlannedVisit,
  report: LateReport,
): Promise<Step<unknown>> {
  const closing = reportOf(report);
  if (!closing) throw new ItineraError('not-allowed', 'What was entered was erased', { reason: 'erased' });
  const from = stateOf(visit);
  if (from === 'canceled')
    throw new ItineraError('not-allowed', 'The visit is canceled: set it aside, with why', {
      reason: 'state',
      details: { state: from },
    });
  const reportedFiles = Object.values(closing.answers).flatMap(namedFiles);
  const worker = await otherWorker(view.q, scope, visit, report.staffUserId);
  if (from === 'closed' || from === 'intermediate')
    return correctionStep(ctx, scope, view, visit, {
      closing,
      words: null,
      lateReportId: report.id,
      worker,
      store: async (tx) => {
        const both = await besideStored(tx, scope, visit, closing);
        await storeClosingAnswers(ctx, tx, scope, visit, both, reportedFiles);
      },
    });
  const { businessUnitId, id: interventionId, activityTypeId } = visit.intervention;
  const steps = await listWorkSteps(view.q, businessUnitId, interventionId);
  const at = Math.max(report.at, steps.at(-1)?.at ?? 0);
  const type = await findActivityType(view.q, businessUnitId, activityTypeId);
  const stopStep = { step: 'closed', to: 'closed', at, reachedAt: at, closing } as const;
  const length = lengthOf(visit.part, type);
  const after = worker
    ? await daysOfWorker(ctx, view, scope.companyId, visit, { worker, closing })
    : await daysAfter(view, scope.companyId, visit.stops, (stop) => stopAfter(stop, stopStep, length));
  const toWrite = { at, clockOffset: 0, visit, step: 'closed', from, to: 'closed', closing } as const;
  return {
    interventionId,
    days: [...visit.stops, ...daysIn(after)],
    commit: (tx) => writeStep(ctx, tx, scope, { ...toWrite, reportedFiles, after, now: view.now }),
  };
}

/**
 * What was entered too late, with the answers that are stored besides: photos of both where the field takes them all, else, and
 * of signatures, those that are stored. What is not taken over stays with the report.
 */
async function besideStored(
  tx: Queries,
  { businessUnitId }: BusinessUnitScope,
  { intervention }: PlannedVisit,
  closing: ReadClosing,
): Promise<ReadClosing> {
  const { activityTypeId: ownerId } = intervention;
  const form = await lockForm(tx, businessUnitId, { ownerId, purpose: 'closing' });
  const submission = form && (await lockSubmission(tx, businessUnitId, form.id, intervention.id));
  if (!form || !submission) return closing;
  const { fields } = await definitionOf(tx, form, 'closing');
  const locked = new Set(lockedFields.map(({ code }) => code));
  const stored = Object.entries(submission.answers).filter(([code]) => !locked.has(code));
  const answers: Record<string, unknown> = { ...closing.answers, ...Object.fromEntries(stored) };
  for (const [code, answer] of Object.entries(closing.answers)) {
    const there: unknown = answers[code];
    const field = fields.find((one) => one.code === code);
    if (!field || field.type === 'signature') continue;
    if (traitsOf(field.type).answer !== 'files') answers[code] = answer;
    else if (Array.isArray(there) && Array.isArray(answer)) {
      const both = [...new Set<unknown>([...(there as unknown[]), ...(answer as unknown[])])];
      if (both.length <= mostFiles(field)) answers[code] = both;
    }
  }
  return { ...closing, answers };
}
