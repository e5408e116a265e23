import {
  insertRows,
  lockIntervention,
  lockSubmission,
  updateSubmission,
  type Form,
  type FormSubmission,
  type Intervention,
  type PortalAction,
  type Queries,
} from '@itinera/db';
import { lockForm } from '@itinera/db/forms';
import { appendEvent } from '../audit/append-event.ts';
import { noteUse } from '../catalogue/note-use.ts';
import type { Context } from '../context.ts';
import { ownFiles, settleFiles } from '../files/own-files.ts';
import { actorOf, once, storedOutcome } from '../idempotency/once.ts';
import { applyResult } from '../interventions/apply-result.ts';
import { tellStaff } from '../notifications/tell-staff.ts';
import { ItineraError } from '../shared/errors.ts';
import type { Answers } from '../shared/forms/answers.ts';
import { alike } from '../shared/forms/form-changes.ts';
import { lockedFields } from '../shared/forms/locked-fields.ts';
import { notFound } from '../shared/ids.ts';
import { applyEffects } from './apply-effects.ts';
import { readAnswerInput } from './definition-schema.ts';
import { definitionOf } from './form-page.ts';
import { visitRenderer } from './form-facts.ts';
import { judgeAnswers } from './judge-answers.ts';
import { requireMayFill } from './may-fill.ts';
import type { AnsweredForm, AnswerVisitInput } from './types.ts';
import { requireSeen, requireVisit, toFill, type Filler } from './visit-form.ts';

/**
 * Stores what was answered to a form about an intervention, as a draft or for good; there is one submission of each form. A
 * definition that changed meanwhile is no reason to refuse what fits it; what does not comes back whole (`changed`).
 * A final activity form says how long the work takes. The same answers twice are one. A customer's action is judged again
 * here, and a final answer is one use of it.
 * @throws ItineraError as `visitForm`; `stale` (`details.current`, `details.given`), `not-allowed` (`already-answered`: a
 *   customer's survey counts once; `already-final`: a draft over what was sent), `key-reused`, `invalid`.
 */
export async function answerVisit(
  ctx: Context,
  scope: Filler,
  input: AnswerVisitInput,
): Promise<AnsweredForm> {
  const { interventionId, actionId, idempotencyKey } = input;
  const given = readAnswerInput(input);
  await requireSeen(ctx, scope, interventionId);
  const call = {
    actor: actorOf(scope),
    key: idempotencyKey,
    request: ['answer-visit', interventionId, given, ...(actionId === undefined ? [] : [actionId])],
  };
  const { businessUnitId } = scope;
  return ctx.db.write(async (tx) => {
    const visit = requireVisit(await lockIntervention(tx, businessUnitId, interventionId));
    const form = await lockForm(tx, businessUnitId, {
      ownerId: visit.activityTypeId,
      purpose: given.purpose,
    });
    if (!form) throw notFound('purpose');
    const definition = await definitionOf(tx, form, given.purpose);
    // Sent twice: the first may have used the action up.
    const repeated = await storedOutcome<AnsweredForm>(ctx, call, tx);
    if (repeated) return repeated.outcome;
    const asked = { visit, purpose: given.purpose, definition, actionId };
    const action = await requireMayFill(ctx, tx, scope, asked);
    const submission = await lockSubmission(tx, businessUnitId, form.id, interventionId);
    requireNoClosing(visit, submission, given);
    const stored = await visitRenderer(ctx, tx, scope, visit, 'store');
    const inWords = (text: string): string => stored(text, scope.language);
    const files = await ownFiles(tx, scope, { interventionId, formId: form.id });
    const judged = judgeAnswers(definition, given.answers, given.mode, inWords, files);
    if (judged.problems.length > 0) {
      const render = await visitRenderer(ctx, tx, scope, visit, 'reader');
      const shown = { purpose: given.purpose, definition, version: form.version };
      const changed =
        given.version === form.version ? null : toFill(shown, { submission, files }, render, scope.language);
      if (changed) Object.assign(changed.answers, judged.answers);
      return { done: false, problems: judged.problems, changed, dropped: judged.dropped };
    }
    return once(ctx, tx, call, async () => {
      const written = await writeSubmission(ctx, tx, scope, {
        visit,
        form,
        submission,
        given,
        answers: judged.answers,
      });
      await settleFiles(tx, businessUnitId, files, judged.answers, given.mode);
      const isFinal = given.mode === 'final' && given.purpose === 'activity';
      const duration = isFinal ? await applyEffects(tx, visit, definition, judged.answers) : null;
      if (action && given.mode === 'final' && written.revision !== given.revision)
        await noteAction(ctx, tx, scope, { action, visit });
      return { done: true, ...written, duration };
    });
  });
}

/** Counts the use of the action by which it was answered, gives the work the status it says, and tells whom it says. */
async function noteAction(
  ctx: Context,
  tx: Queries,
  scope: Filler,
  { action, visit }: { action: PortalAction; visit: Intervention },
): Promise<void> {
  const { id: interventionId, businessUnitId, customerId } = visit;
  const portalActionId = action.id;
  const usedAt = ctx.clock.now();
  await noteUse(ctx, tx, { businessUnitId, portalActionId, customerId, interventionId, usedAt });
  await applyResult(ctx, tx, scope, action, interventionId);
  await tellStaff(ctx, tx, scope, { action, customerId, interventionId });
}

/** Answers that were judged, as they are to be stored. */
interface ToWrite {
  visit: Intervention;
  form: Form;
  submission: FormSubmission | undefined;
  given: ReturnType<typeof readAnswerInput>;
  answers: Answers;
}

/**
 * Stores what was answered, under the revision that was given.
 * @throws ItineraError `stale`, `not-allowed` (`already-answered`, `already-final`).
 */
export async function writeSubmission(
  ctx: Context,
  tx: Queries,
  scope: Filler,
  { visit, form, submission, given, answers }: ToWrite,
): Promise<{ submissionId: string; revision: number }> {
  const { mode, revision } = given;
  const so = submission?.state === mode && submission.version === form.version;
  if (submission && so && alike(submission.answers, answers))
    return { submissionId: submission.id, revision: submission.revision };
  requireMayChange(scope, submission, given);
  if ((submission?.revision ?? 0) !== revision) throw stale(submission, given);
  const now = ctx.clock.now();
  const row = {
    version: form.version,
    state: mode,
    answers,
    source: sourceOf[scope.kind],
    staffUserId: scope.kind === 'staff' ? scope.staffUserId : null,
    accessId: scope.kind === 'access' ? scope.accessId : (submission?.accessId ?? null),
    updatedAt: now,
  };
  const { businessUnitId } = scope;
  const id = submission?.id ?? ctx.ids.newId();
  if (submission) await updateSubmission(tx, businessUnitId, id, revision, row);
  else
    await insertRows(tx, 'formSubmission', [
      { ...row, id, businessUnitId, formId: form.id, interventionId: visit.id, createdAt: now },
    ]);
  if (mode === 'final')
    await appendEvent(ctx, tx, scope, {
      kind: 'form.answered',
      subjectType: 'intervention',
      subjectId: visit.id,
      data: { purpose: form.purpose, version: form.version },
    });
  return { submissionId: id, revision: revision + 1 };
}

const sourceOf = { access: 'portal', staff: 'staff', system: 'system' } as const;

/**
 * The closing form that is sent closes the work, which `work` does; afterwards only what its locked fields do not say is
 * changed here. @throws ItineraError `not-allowed` (`closes`, `correct-instead`).
 */
function requireNoClosing(
  { status }: Intervention,
  submission: FormSubmission | undefined,
  { purpose, mode, answers }: ToWrite['given'],
): void {
  if (purpose !== 'closing' || mode === 'draft') return;
  const stored = submission?.answers ?? {};
  const isClosed = status === 'terminated' || status === 'intermediate';
  if (isClosed && lockedFields.every(({ code }) => answers[code] === stored[code])) return;
  const reason = isClosed ? 'correct-instead' : 'closes';
  throw new ItineraError('not-allowed', 'Times and result of the work are closed with, or corrected', {
    field: 'purpose',
    reason,
  });
}

function requireMayChange(
  scope: Filler,
  submission: FormSubmission | undefined,
  { mode, purpose }: ToWrite['given'],
): void {
  if (submission?.state !== 'final') return;
  if (purpose === 'survey' && scope.kind === 'access')
    throw new ItineraError('not-allowed', 'The survey was answered already', { reason: 'already-answered' });
  if (mode === 'draft')
    throw new ItineraError('not-allowed', 'The form was sent: change it by sending it again', {
      reason: 'already-final',
    });
}

function stale(submission: FormSubmission | undefined, given: ToWrite['given']): ItineraError {
  const current = submission && { answers: submission.answers, revision: submission.revision };
  return new ItineraError('stale', 'The answers were changed since they were shown', {
    field: 'revision',
    details: { current: current ?? null, given: { answers: given.answers, revision: given.revision } },
  });
}
