import { lockSubmission, type Queries } from '@itinera/db';
import { keepFiles, listFilesOf } from '@itinera/db/files';
import { findFormVersion, lockForm } from '@itinera/db/forms';
import type { PlannedVisit } from '../availability/planned-visit.ts';
import type { Context } from '../context.ts';
import { filesOfAnswer, ownFiles, settleFiles } from '../files/own-files.ts';
import { writeSubmission } from '../forms/answer-visit.ts';
import { definitionOf } from '../forms/form-page.ts';
import { visitRenderer } from '../forms/form-facts.ts';
import { judgeAnswers, type JudgedAnswers } from '../forms/judge-answers.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import type { FormDefinition } from '../shared/forms/definition.ts';
import { localMinute } from '../shared/local-time.ts';
import type { ReadClosing } from './schema.ts';

/**
 * Stores what was answered to the closing form, with its three locked fields (CAD-RE-01) as they are closed with. What fits
 * the form as it is now is an answer to that; else it is one to the version that was filled in, without fields
 * that are gone: a phone that was offline is not sent back to ask anew. `reportedFiles`: of what came too late and is taken over.
 * @throws ItineraError `invalid` (`closing.answers`, `details.problems`).
 */
export async function storeClosingAnswers(
  ctx: Context,
  tx: Queries,
  scope: BusinessUnitScope | SystemScope,
  { intervention: visit, part }: PlannedVisit,
  closing: ReadClosing,
  reportedFiles: readonly string[] = [],
): Promise<void> {
  const { businessUnitId } = scope;
  const form = await lockForm(tx, businessUnitId, { ownerId: visit.activityTypeId, purpose: 'closing' });
  if (!form) {
    if (Object.keys(closing.answers).length === 0) return;
    throw misfit([]);
  }
  const { startedAt, endedAt, result } = closing;
  const given = {
    ...closing.answers,
    actual_start: localMinute(startedAt, part.zone),
    actual_end: localMinute(endedAt, part.zone),
    result,
  };
  const render = await visitRenderer(ctx, tx, scope, visit, 'store');
  const own = await ownFiles(tx, scope, { interventionId: visit.id, formId: form.id });
  const ofForm = await listFilesOf(tx, businessUnitId, [visit.id], form.id);
  const reported = ofForm.filter(({ id, state }) => state === 'reported' && reportedFiles.includes(id));
  const files = [...own, ...reported];
  const judge = (definition: FormDefinition): JudgedAnswers =>
    judgeAnswers(definition, given, 'final', (text) => render(text, scope.language), files);
  const current = await definitionOf(tx, form, 'closing');
  let judged = judge(current);
  let { version } = form;
  if (judged.problems.length > 0 && closing.version !== version) {
    const filledIn = await findFormVersion(tx, form.id, closing.version);
    const then = filledIn && judge(filledIn.definition as FormDefinition);
    if (then?.problems.length === 0) {
      const known = new Set(current.fields.map(({ code }) => code));
      const answers = Object.fromEntries(Object.entries(then.answers).filter(([code]) => known.has(code)));
      judged = { ...then, answers };
      ({ version } = closing);
    }
  }
  if (judged.problems.length > 0) throw misfit(judged.problems);
  const submission = await lockSubmission(tx, businessUnitId, form.id, visit.id);
  await writeSubmission(ctx, tx, scope, {
    visit,
    form: { ...form, version },
    submission,
    given: {
      purpose: 'closing',
      mode: 'final',
      version,
      revision: submission?.revision ?? 0,
      answers: judged.answers,
    },
    answers: judged.answers,
  });
  const named = new Set(Object.values(judged.answers).flatMap(filesOfAnswer));
  // What waits besides may be another phone's, whose closing comes too late: it waits on.
  const settled = own.filter(({ id, state }) => state === 'kept' || named.has(id));
  await settleFiles(tx, businessUnitId, settled, judged.answers, 'final');
  const taken = reported.map(({ id }) => id).filter((id) => named.has(id));
  await keepFiles(tx, businessUnitId, taken);
}

function misfit(problems: JudgedAnswers['problems']): ItineraError {
  return new ItineraError('invalid', 'closing.answers do not fit the closing form', {
    field: 'closing.answers',
    reason: 'answers',
    details: { problems },
  });
}
