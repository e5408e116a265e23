import { insertRows, updateIntervention, type NewIntervention, type Queries } from '@itinera/db';
import { appendEvent } from '../audit/append-event.ts';
import type { PlannedVisit } from '../availability/planned-visit.ts';
import type { Context } from '../context.ts';
import { queueReport } from '../reports/queue-report.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import type { PhoneTime } from '../shared/phone-time.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { statusOf, type WorkState, type WorkStep } from '../shared/work.ts';
import { storeClosingAnswers } from './closing-answers.ts';
import { storeDaysAfter, type DaysAfter } from './days-after.ts';
import type { ReadClosing } from './schema.ts';
import type { StepOutcome } from './types.ts';

/** A step that was judged, as it is to be stored. */
export interface StepToWrite extends PhoneTime {
  visit: PlannedVisit;
  step: WorkStep;
  from: WorkState;
  to: WorkState;
  /** Its times by our clock. */
  closing: ReadClosing | undefined;
  words?: string | undefined;
  /** Of a closing that came too late and is taken over. */
  reportedFiles?: readonly string[];
  /** The days as they are after it. */
  after: DaysAfter;
  now: EpochSeconds;
}

/** Stores a step with all that it changes; intervention and days are locked. */
export async function writeStep(
  ctx: Context,
  tx: Queries,
  scope: BusinessUnitScope | SystemScope,
  given: StepToWrite,
): Promise<StepOutcome> {
  const { visit, step, from, to, at, clockOffset, closing, words } = given;
  const { businessUnitId, id: interventionId, revision } = visit.intervention;
  if (closing) await storeClosingAnswers(ctx, tx, scope, visit, closing, given.reportedFiles);
  const updated = await updateIntervention(tx, businessUnitId, interventionId, revision, {
    ...changesOf(given),
    ...(to === from ? {} : { status: statusOf(to) }),
  });
  if (!updated) throw new ItineraError('unavailable', 'The intervention changed meanwhile: try again');
  await storeDaysAfter(tx, businessUnitId, given.after, given.now);
  const stepId = ctx.ids.newId();
  await insertRows(tx, 'workStep', [
    {
      id: stepId,
      ...{ businessUnitId, interventionId, step, at, clockOffset },
      fromState: from,
      toState: to,
      recordedAt: ctx.clock.now(),
      staffUserId: scope.kind === 'staff' ? scope.staffUserId : null,
      apiKeyId: scope.kind === 'system' ? (scope.apiKeyId ?? null) : null,
    },
  ]);
  await appendEvent(ctx, tx, scope, {
    kind: eventOf[step === 'closed' && to === 'intermediate' ? 'intermediate' : step],
    subjectType: 'intervention',
    subjectId: interventionId,
    data: {
      from,
      to,
      at,
      ...(clockOffset !== 0 && { clockOffset }),
      ...(closing && {
        startedAt: closing.startedAt,
        endedAt: closing.endedAt,
        result: closing.result,
        reason: closing.reason ?? null,
      }),
      ...(words !== undefined && { words }),
    },
  });
  if (to === 'closed') await queueReport(ctx, tx, scope, visit.intervention, stepId);
  return { outcome: 'done', state: to, at, clockOffset, revision: updated.revision };
}

const eventOf = {
  'on-the-way': 'intervention.on-the-way',
  arrived: 'intervention.arrived',
  started: 'intervention.started',
  back: 'intervention.step-taken-back',
  closed: 'intervention.closed',
  intermediate: 'intervention.closed-by-technician',
  confirmed: 'intervention.closed',
  'sent-back': 'intervention.closing-sent-back',
  reopened: 'intervention.reopened',
} as const;

function changesOf({ step, closing, at }: StepToWrite): Partial<NewIntervention> {
  switch (step) {
    case 'started':
      return { actualStart: at };
    case 'back':
      return { actualStart: null };
    case 'closed':
      return {
        actualStart: closing!.startedAt,
        actualEnd: closing!.endedAt,
        result: closing!.result,
        resultCode: closing!.reason ?? null,
        resultReason: closing!.comment === '' ? null : closing!.comment,
        closedAt: at,
      };
    case 'confirmed':
      return { closedAt: at };
    case 'sent-back':
    case 'reopened':
      // Times and comment stay: they are where whoever closes anew begins.
      return { result: null, resultCode: null, closedAt: null };
    default:
      return {};
  }
}
