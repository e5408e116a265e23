import { findIntervention, insertRows, type Queries } from '@itinera/db';
import { deleteBookingAnswers, lockForm } from '@itinera/db/forms';
import { appendEvent } from '../audit/append-event.ts';
import { loadBookingQuestions } from '../availability/booking-questions.ts';
import type { Context } from '../context.ts';
import { visitRenderer } from '../forms/form-facts.ts';
import { judgeAnswers } from '../forms/judge-answers.ts';
import type { AccessScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound } from '../shared/ids.ts';
import { giveToVisit, questionFiles } from './question-files.ts';
import type { WorkToBook } from './types.ts';

/**
 * Makes what was answered while booking the submission of the new visit, in the transaction that writes it, once more judged
 * by the form as it is now. An unfinished one becomes the draft of the visit's form, with what still fits.
 * @throws ItineraError `not-allowed` (`questions-changed`) where the form was changed while it was being booked.
 */
export async function writeBookingAnswers(
  ctx: Context,
  tx: Queries,
  scope: AccessScope,
  work: WorkToBook,
  interventionId: string,
): Promise<void> {
  const { businessUnitId, accessId, language } = scope;
  await lockForm(tx, businessUnitId, { ownerId: work.activityTypeId, purpose: 'activity' });
  const asked = await loadBookingQuestions(tx, scope, work);
  if (!asked?.row) return;
  const { form, definition, row, state } = asked;
  const visit = await findIntervention(tx, businessUnitId, interventionId);
  if (!visit) throw notFound('interventionId');
  const stored = await visitRenderer(ctx, tx, scope, visit, 'store');
  const files = await questionFiles(tx, scope, work.addressId, asked);
  const { answers, problems } = judgeAnswers(
    definition,
    row.answers,
    row.state,
    (text) => stored(text, language),
    files,
  );
  if (state === 'changed' || (row.state === 'final' && problems.length > 0))
    throw new ItineraError('not-allowed', 'The questions were changed while this was being booked', {
      field: 'answers',
      reason: 'questions-changed',
    });
  const now = ctx.clock.now();
  await insertRows(tx, 'formSubmission', [
    {
      id: ctx.ids.newId(),
      businessUnitId,
      formId: form.id,
      version: form.version,
      interventionId,
      accessId,
      state: row.state,
      answers,
      source: 'portal',
      createdAt: now,
      updatedAt: now,
    },
  ]);
  await giveToVisit(tx, businessUnitId, files, { answers, mode: row.state, interventionId });
  await deleteBookingAnswers(tx, businessUnitId, row.id);
  if (row.state === 'final')
    await appendEvent(ctx, tx, scope, {
      kind: 'form.answered',
      subjectType: 'intervention',
      subjectId: interventionId,
      data: { purpose: form.purpose, version: form.version },
    });
}
