import type { Actions, PageServerLoad } from './$types';
import { documentDecisions } from '@itinera/core/shared';
import { fail, redirect } from '@sveltejs/kit';
import { m } from '#paraglide/messages.js';
import { refusalIn, statusOf } from '#lib/errors/refusal.ts';
import type { FieldProblem } from '#lib/field-problem.ts';
import { momentText } from '#lib/format/dates.ts';
import { inputName } from '#lib/server/form-view.ts';
import { newFormKey, submissionKey, text } from '#lib/server/forms.ts';
import { readAnswers } from '#lib/server/read-answers.ts';
import { signedIn } from '#lib/server/signed-in.ts';
import { readerOf, visitView } from '#lib/server/visit-view.ts';
import { notAllowedText, refusalText } from '#lib/words/refusal.ts';

const longestName = 200;
const longestReason = 1000;

export const load: PageServerLoad = async ({ locals, params }) => {
  const scope = signedIn(locals);
  const visit = await locals.core.interventions.forAccess(scope, params.id);
  const of = { interventionId: params.id, actionId: params.action };
  const found = await locals.core.documents.page(scope, of);
  const reader = readerOf(locals);
  const decided = found.state === 'decided' ? found.document : null;
  const at = decided && momentText(decided.signedAt, reader.zone, reader.language);
  return {
    key: newFormKey(),
    visit: visitView(visit, reader),
    open: found.state === 'open' ? found.document : null,
    decided: decided && {
      ...decided,
      line:
        decided.decision === 'accepted'
          ? m.document_was_accepted({ name: decided.name, when: at ?? '' })
          : m.document_was_refused({ name: decided.name, when: at ?? '' }),
    },
    confirmation: found.state === 'decided' ? found.confirmation : '',
    /** Who has not proven lately that it is they does so first. */
    proven: scope.provenUntil !== null,
    closed: found.state === 'closed' ? notAllowedText(found.reason) : null,
  };
};

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const of = { interventionId: params.id, actionId: params.action };
    const { sent: form, wrong } = await readAnswers(
      locals,
      (field) => (field === 'name' ? { ...of, form: null } : null),
      request,
    );
    // What was just drawn, else what was drawn before the page was shown again.
    const drawings = [...form.getAll(inputName('name')), ...form.getAll('name').slice(1)];
    const drawing = drawings.filter((id): id is string => typeof id === 'string' && id !== '')[0] ?? null;
    const typed = {
      decision: text(form, 'decision'),
      name: text(form, 'name'),
      reason: text(form, 'reason'),
    };
    const again = (status: number, problems: FieldProblem[], note: string | null = null) =>
      fail(status, { key: newFormKey(), ...typed, drawing, problems, note });
    const decision = documentDecisions.find((one) => one === typed.decision);
    const problems: FieldProblem[] = wrong.map(({ message }) => ({ field: 'name', message }));
    if (!decision) problems.push({ field: 'decision', message: m.document_decide() });
    if (typed.name === '' || typed.name.length > longestName)
      problems.push({ field: 'name', message: m.document_name_missing() });
    if (typed.reason.length > longestReason) {
      const { length } = typed.reason;
      problems.push({ field: 'reason', message: m.comment_too_long({ longest: longestReason, length }) });
    }
    if (!decision || problems.length > 0) return again(422, problems);
    const page = `/visits/${encodeURIComponent(params.id)}/sign/${encodeURIComponent(params.action)}`;
    try {
      const result = await locals.core.documents.sign(signedIn(locals), {
        ...typed,
        decision,
        ...of,
        drawingId: drawing,
        hash: text(form, 'hash'),
        shownAt: Number(text(form, 'shown')) || 0,
        idempotencyKey: submissionKey(form, `sign ${params.id} ${params.action}`),
      });
      if (!result.done) return again(409, [], m.document_changed());
    } catch (error) {
      const refusal = refusalIn(error);
      if (refusal?.reason === 'already-signed' || refusal?.reason === 'proof-needed') redirect(303, page);
      if (refusal?.field === 'drawingId')
        return fail(422, {
          ...{ key: newFormKey(), ...typed, drawing: null, note: null },
          problems: [{ field: 'name', message: m.signature_gone() }],
        });
      if (refusal?.code !== 'not-allowed') throw error;
      return again(statusOf(refusal.code), [], refusalText(refusal));
    }
    redirect(303, page);
  },
};
