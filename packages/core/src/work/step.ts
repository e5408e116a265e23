import { findActivityType, findSubmission, type ActivityType, type Queries } from '@itinera/db';
import { findForm } from '@itinera/db/forms';
import { listWorkSteps, type WorkStep } from '@itinera/db/work';
import { loadVisit, type PlannedVisit } from '../availability/planned-visit.ts';
import { changeDays } from '../bookings/change-days.ts';
import type { Context } from '../context.ts';
import { actorOf } from '../idempotency/once.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { alike } from '../shared/forms/form-changes.ts';
import { requireIds } from '../shared/ids.ts';
import { phoneTime } from '../shared/phone-time.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { transitionOf, workStateOf, type WorkState } from '../shared/work.ts';
import { correctClosing } from './clock.ts';
import { keepLateReport } from './late-report.ts';
import { readStepInput, type ReadClosing } from './schema.ts';
import { daysAfter } from './days-after.ts';
import { lengthOf, stopAfter } from './stop-after.ts';
import { takerOf } from './taker.ts';
import type { StepInput, StepOutcome } from './types.ts';
import { writeStep } from './write-step.ts';

/**
 * Says how far the work at the door is (CAD-LC-01): by `workTransitions`, with the time at which it happened and its author,
 * once for each key. Closing takes actual start, actual end and result (CAD-RE-01) and its form, all in one transaction. A
 * technician's closing of a visit that is not theirs to close any more is kept for staff (`late`), and changes nothing.
 * @throws ItineraError `not-found`, `not-allowed` (`state`, `role`), `stale` (`details.why`: what happened to the visit since
 *   it was shown), `invalid`, `key-reused`, `unavailable`.
 */
export async function takeStep(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  given: StepInput,
): Promise<StepOutcome> {
  const input = readStepInput(given);
  const { interventionId, idempotencyKey } = input;
  requireIds({ interventionId });
  const receivedAt = ctx.clock.now();
  const { sentAt: _, ...asked } = input;
  // Without the time of sending: what was not answered is sent again later, and is the same all the same.
  const call = { actor: actorOf(scope), key: idempotencyKey, request: ['work-step', asked] };
  const outcome = await changeDays<StepOutcome>(ctx, scope, call, async (view) => {
    const visit = await loadVisit(view.q, scope.businessUnitId, interventionId);
    if (input.revision !== undefined && input.revision !== visit.intervention.revision)
      throw new ItineraError('stale', 'The intervention was changed since it was shown', {
        field: 'revision',
      });
    const taker = await takerOf(ctx, view.q, scope, visit, input.seen);
    const steps = await listWorkSteps(view.q, scope.businessUnitId, interventionId);
    const last = steps.at(-1)?.at ?? 0;
    const when = phoneTime(input, receivedAt, last);
    const closing = input.closing && withTimes(input.closing, when.clockOffset, receivedAt);
    const state = stateOf(visit);
    if (taker.meanwhile !== null) {
      const { meanwhile: why } = taker;
      if (!closing || scope.kind !== 'staff' || taker.supervises) throw meanwhileChanged(why, state);
      if (await isSameClosing(view.q, visit, closing))
        return nothing(interventionId, {
          outcome: 'done',
          state,
          ...when,
          revision: visit.intervention.revision,
        });
      return {
        interventionId,
        days: [],
        commit: async (tx) => ({
          outcome: 'late',
          why,
          lateReportId: await keepLateReport(ctx, tx, scope, { interventionId, why, closing, ...when }),
          clockOffset: when.clockOffset,
        }),
      };
    }
    const type = await findActivityType(view.q, scope.businessUnitId, visit.intervention.activityTypeId);
    const to = reached(type, { step: input.step, state, supervises: taker.supervises, steps });
    const reachedAt = steps.findLast((one) => one.toState === to)?.at ?? when.at;
    const { step, words } = input;
    const stopStep = { step, to, at: when.at, reachedAt, closing };
    const length = lengthOf(visit.part, type);
    const after = await daysAfter(view, scope.companyId, visit.stops, (stop) =>
      stopAfter(stop, stopStep, length),
    );
    const toWrite = { ...when, visit, step, from: state, to, closing, words, after, now: view.now };
    return {
      interventionId,
      days: visit.stops,
      commit: (tx) => writeStep(ctx, tx, scope, toWrite),
    };
  });
  if (!outcome) throw new ItineraError('unavailable', 'The day is changing too fast: try again');
  return outcome;
}

/** Where a visit's work stands. */
export function stateOf({ intervention, stops }: PlannedVisit): WorkState {
  return workStateOf(intervention.status, stops[0]?.progress ?? (stops.length > 0 ? null : undefined));
}

/** Where the step leads by the table. @throws ItineraError `not-allowed` (`state`). */
function reached(
  type: ActivityType | undefined,
  by: { step: StepInput['step']; state: WorkState; supervises: boolean; steps: readonly WorkStep[] },
): WorkState {
  const { step, state, supervises, steps } = by;
  const supervisedType = type?.supervisedClosing ?? false;
  const transition = transitionOf(step, state, { supervises, supervisedType });
  if (!transition)
    throw new ItineraError('not-allowed', `The step ${step} is not one from ${state}`, {
      field: 'step',
      reason: 'state',
      details: { state },
    });
  if (transition.to !== 'before') return transition.to;
  const back = steps.findLast((one) => one.step !== 'back' && one.toState === state);
  return (back?.fromState as WorkState | undefined) ?? 'planned';
}

function withTimes(closing: ReadClosing, clockOffset: number, now: EpochSeconds): ReadClosing {
  return { ...closing, ...correctClosing(closing, clockOffset, now) };
}

/** Whether the visit is closed exactly so already, with all that was entered: then nothing came too late. */
async function isSameClosing(
  q: Queries,
  { intervention }: PlannedVisit,
  { startedAt, endedAt, result, reason = null, comment, answers }: ReadClosing,
): Promise<boolean> {
  const { id, businessUnitId, activityTypeId, status } = intervention;
  if (status !== 'terminated' && status !== 'intermediate') return false;
  const { actualStart, actualEnd, resultCode, resultReason } = intervention;
  const closedWith = [actualStart, actualEnd, intervention.result, resultCode, resultReason ?? ''];
  if (!alike(closedWith, [startedAt, endedAt, result, reason, comment])) return false;
  const form = await findForm(q, businessUnitId, { ownerId: activityTypeId, purpose: 'closing' });
  const stored = form && (await findSubmission(q, businessUnitId, form.id, id))?.answers;
  return Object.entries(answers).every(([code, answer]) => alike(stored?.[code], answer));
}

function nothing(interventionId: string, outcome: StepOutcome): Awaited<ReturnType<Prepare>> {
  return { interventionId, days: [], commit: () => Promise.resolve(outcome) };
}
type Prepare = Parameters<typeof changeDays<StepOutcome>>[3];

/** Whose visit it is not any more is told what happened, and nothing of the visit. */
function meanwhileChanged(why: string, state: WorkState): ItineraError {
  const isTheirs = why !== 'reassigned' && why !== 'not-planned';
  return new ItineraError('stale', 'The visit changed since it was shown', {
    field: 'seen',
    reason: why,
    details: { why, current: isTheirs ? { state } : null },
  });
}
