import { lockAccess, type Queries } from '@itinera/db';
import { deleteBookingAnswers, findBookingAnswers, lockForm, storeBookingAnswers } from '@itinera/db/forms';
import { deleteFiles, type StoredFile } from '@itinera/db/files';
import { loadBookingQuestions, type BookingQuestions } from '../availability/booking-questions.ts';
import { loadPortalOffer } from '../availability/portal-wish.ts';
import type { Wish } from '../availability/wish.ts';
import type { Context } from '../context.ts';
import { formFiles, withWaiting } from '../files/own-files.ts';
import { readQuestionsInput } from '../forms/definition-schema.ts';
import { workRenderer } from '../forms/form-facts.ts';
import { judgeAnswers } from '../forms/judge-answers.ts';
import { actorOf, once } from '../idempotency/once.ts';
import type { AccessScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { applyDefaults } from '../shared/forms/apply-defaults.ts';
import type { Answers } from '../shared/forms/answers.ts';
import { effectsOf } from '../shared/forms/effects.ts';
import { renderedForm, type RenderIn } from '../shared/forms/rendered-form.ts';
import { notFound } from '../shared/ids.ts';
import { questionFiles, settleWaiting } from './question-files.ts';
import type { AnsweredQuestions, AnswerQuestionsInput, QuestionsToAnswer, WorkToBook } from './types.ts';

/**
 * What customers are asked about work before they choose a time, with what this person answered so far; null where it is
 * nothing. A form that changed since it was answered keeps what still fits it.
 * @throws ItineraError as `loadPortalOffer`.
 */
export async function questions(
  ctx: Context,
  scope: AccessScope,
  of: WorkToBook,
): Promise<QuestionsToAnswer | null> {
  const q = ctx.db.read;
  const { wish } = await loadPortalOffer(q, scope, workOf(of), ctx.clock.now());
  const asked = await loadBookingQuestions(q, scope, of);
  if (!asked) return null;
  const render = await workRenderer(ctx, q, scope, wish, 'reader');
  const files = await questionFiles(q, scope, of.addressId, asked);
  return toAnswer(asked, { answers: (asked.row?.answers ?? {}) as Answers, files }, render, scope);
}

/**
 * Keeps what a person answered of the work they are about to book, a day from the last change on: as a draft, or for good,
 * so that the times they are offered are those of such work. The same answers are judged again when it is booked.
 * @throws ItineraError as `loadPortalOffer`; `not-found` (`answers`) where nothing is asked; `invalid`, `key-reused`.
 */
export async function answerQuestions(
  ctx: Context,
  scope: AccessScope,
  input: AnswerQuestionsInput,
): Promise<AnsweredQuestions> {
  const given = readQuestionsInput(input);
  const of = workOf(input);
  const call = { actor: actorOf(scope), key: input.idempotencyKey, request: ['answer-questions', of, given] };
  return ctx.db.write(async (tx) => {
    const { wish, asked } = await lockQuestions(ctx, tx, scope, of);
    const { form, definition } = asked;
    const stored = await workRenderer(ctx, tx, scope, wish, 'store');
    const inWords = (text: string): string => stored(text, scope.language);
    const files = await questionFiles(tx, scope, of.addressId, asked);
    const { answers, problems, dropped } = judgeAnswers(
      definition,
      given.answers,
      given.mode,
      inWords,
      files,
    );
    if (problems.length > 0) {
      const render = await workRenderer(ctx, tx, scope, wish, 'reader');
      const changed =
        given.version === form.version ? null : toAnswer(asked, { answers, files }, render, scope);
      return { done: false, problems, changed, dropped };
    }
    return once<AnsweredQuestions>(ctx, tx, call, async () => {
      await storeBookingAnswers(tx, {
        id: ctx.ids.newId(),
        businessUnitId: scope.businessUnitId,
        accessId: scope.accessId,
        ...of,
        formId: form.id,
        version: form.version,
        state: given.mode,
        answers,
        updatedAt: ctx.clock.now(),
      });
      await settleWaiting(tx, scope.businessUnitId, files, {
        answers,
        mode: given.mode,
        now: ctx.clock.now(),
      });
      const { duration } = effectsOf(definition, answers);
      return { done: true, duration: given.mode === 'final' ? duration : null };
    });
  });
}

/**
 * Goes on without answering, where nothing has to be answered: what was answered so far is forgotten, and the work is as its
 * type says.
 * @throws ItineraError as `loadPortalOffer`; `not-allowed` (`questions`) where something has to be answered.
 */
export async function skipQuestions(ctx: Context, scope: AccessScope, of: WorkToBook): Promise<void> {
  await ctx.db.write(async (tx) => {
    await loadPortalOffer(tx, scope, workOf(of), ctx.clock.now());
    await lockAccess(tx, scope.businessUnitId, scope.accessId);
    const asked = await loadBookingQuestions(tx, scope, of);
    if (asked && !asked.optional)
      throw new ItineraError('not-allowed', 'Some of the questions have to be answered', {
        field: 'answers',
        reason: 'questions',
      });
    const row = await findBookingAnswers(tx, scope.businessUnitId, {
      ...workOf(of),
      accessId: scope.accessId,
    });
    if (row) await deleteBookingAnswers(tx, scope.businessUnitId, row.id);
    const files = asked ? await questionFiles(tx, scope, of.addressId, asked) : [];
    await deleteFiles(tx, scope.businessUnitId, { ids: files.map(({ id }) => id) });
  });
}

/** The questions with their form kept from other writers, and this person from answering twice at a time. */
async function lockQuestions(
  ctx: Context,
  tx: Queries,
  scope: AccessScope,
  of: WorkToBook,
): Promise<{ wish: Wish; asked: BookingQuestions }> {
  const { businessUnitId, accessId } = scope;
  await lockAccess(tx, businessUnitId, accessId);
  const { wish } = await loadPortalOffer(tx, scope, of, ctx.clock.now());
  await lockForm(tx, businessUnitId, { ownerId: of.activityTypeId, purpose: 'activity' });
  const asked = await loadBookingQuestions(tx, scope, of);
  if (!asked) throw notFound('answers');
  return { wish, asked };
}

function toAnswer(
  { definition, form, row, optional, state }: BookingQuestions,
  { answers, files }: { answers: Answers; files: readonly StoredFile[] },
  render: RenderIn,
  { language }: AccessScope,
): QuestionsToAnswer {
  return {
    form: {
      purpose: 'activity',
      definition: renderedForm(definition, render),
      version: form.version,
      answers: withWaiting(
        definition,
        state === 'given' ? answers : applyDefaults(definition, answers, (text) => render(text, language)),
        files,
      ),
      files: formFiles(files),
      state: row?.state ?? 'none',
      revision: 0,
    },
    optional,
    changed: state === 'changed',
    answered: state === 'given',
  };
}

/** Of a wider request only what names the work. */
function workOf({ activityTypeId, addressId }: WorkToBook): WorkToBook {
  return { activityTypeId, addressId };
}
