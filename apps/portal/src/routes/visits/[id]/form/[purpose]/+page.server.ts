import type { FormToFill } from '@itinera/core';
import type { Actions, PageServerLoad } from './$types';
import { error, fail, redirect } from '@sveltejs/kit';
import { refusalIn, statusOf } from '#lib/errors/refusal.ts';
import { fieldsShown, problemsOf } from '#lib/server/form-view.ts';
import { newFormKey, submissionKey, text } from '#lib/server/forms.ts';
import { purposeOf } from '#lib/server/offered-forms.ts';
import { readAnswers } from '#lib/server/read-answers.ts';
import { sentAnswers } from '#lib/server/sent-answers.ts';
import { signedIn } from '#lib/server/signed-in.ts';
import { readerOf, visitView } from '#lib/server/visit-view.ts';
import { refusalText } from '#lib/words/refusal.ts';

function asked(locals: App.Locals, params: { id: string; purpose: string }): Promise<FormToFill> {
  const purpose = purposeOf(params.purpose);
  if (!purpose) error(404);
  return locals.core.forms.ofVisit(signedIn(locals), { interventionId: params.id, purpose });
}

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const form = await asked(locals, params);
  const visit = await locals.core.interventions.forAccess(signedIn(locals), params.id);
  return {
    key: newFormKey(),
    visit: visitView(visit, readerOf(locals)),
    uploadTo: `/visits/${encodeURIComponent(params.id)}/form/${form.purpose}/files`,
    purpose: params.purpose,
    fields: fieldsShown(form, form.answers, signedIn(locals).language),
    version: form.version,
    revision: form.revision,
    /** What happened just now. */
    done: (['sent', 'saved'] as const).find((what) => url.searchParams.has(what)) ?? null,
    closed: form.purpose === 'survey' && form.state === 'final',
  };
};

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const scope = signedIn(locals);
    const before = await asked(locals, params);
    const { sent, wrong } = await readAnswers(locals, before, params.id, request);
    const form = await asked(locals, params);
    const { revision } = form;
    const { mode, version, answers, again, early } = sentAnswers(form, sent, scope.language);
    if (wrong.length > 0)
      return fail(422, { ...again([...wrong, ...(early?.again.problems ?? [])]), revision });
    // Buttons of pages without scripts: to upload what was chosen, and to let one file go.
    if (sent.has('attach') || sent.has('without')) return fail(200, { ...again([]), revision });
    if (early) return fail(early.status, { ...early.again, revision });
    try {
      const result = await locals.core.forms.answerVisit(scope, {
        interventionId: params.id,
        purpose: form.purpose,
        version,
        revision: Number(text(sent, 'revision')) || 0,
        answers,
        mode,
        idempotencyKey: submissionKey(sent, `form ${params.purpose} ${params.id}`),
      });
      if (!result.done) return fail(422, { ...again(problemsOf(result.problems)), revision });
    } catch (cause) {
      const refusal = refusalIn(cause);
      if (refusal?.code !== 'not-allowed' && refusal?.code !== 'stale') throw cause;
      return fail(statusOf(refusal.code), { ...again([], [refusalText(refusal)]), revision });
    }
    const done = mode === 'draft' ? 'saved' : 'sent';
    redirect(303, `/visits/${encodeURIComponent(params.id)}/form/${form.purpose}?${done}`);
  },
};
