import type { FormToFill } from '@itinera/core';
import type { Actions, PageServerLoad } from './$types';
import { error, fail, redirect } from '@sveltejs/kit';
import { m } from '#paraglide/messages.js';
import { refusalIn, statusOf } from '#lib/errors/refusal.ts';
import { fieldsShown, problemsOf } from '#lib/server/form-view.ts';
import { newFormKey, submissionKey, text } from '#lib/server/forms.ts';
import { purposeOf } from '#lib/server/offered-forms.ts';
import { readAnswers } from '#lib/server/read-answers.ts';
import { noLongerAsked, sentAnswers } from '#lib/server/sent-answers.ts';
import { signedIn } from '#lib/server/signed-in.ts';
import { readerOf, visitView } from '#lib/server/visit-view.ts';
import { refusalText } from '#lib/words/refusal.ts';

function asked(
  locals: App.Locals,
  params: { id: string; purpose: string },
  actionId: string | undefined,
): Promise<FormToFill> {
  const purpose = purposeOf(params.purpose);
  if (!purpose) error(404);
  return locals.core.forms.ofVisit(signedIn(locals), { interventionId: params.id, purpose, actionId });
}

/** By which action it is asked, as the address says. */
function actionIn(url: URL): string | undefined {
  return url.searchParams.get('action') ?? undefined;
}

export const load: PageServerLoad = async ({ locals, params, url, request }) => {
  const scope = signedIn(locals);
  const visit = await locals.core.interventions.forAccess(scope, params.id);
  const actionId = actionIn(url);
  /** What happened just now. */
  const done = (['sent', 'saved'] as const).find((what) => url.searchParams.has(what)) ?? null;
  const action = visit.extras.find(({ id }) => id === actionId);
  const page = {
    key: newFormKey(),
    visit: visitView(visit, readerOf(locals)),
    uploadTo: `/visits/${encodeURIComponent(params.id)}/form/${params.purpose}/files${actionId === undefined ? '' : `?action=${encodeURIComponent(actionId)}`}`,
    purpose: params.purpose,
    done,
    label: action?.label,
    confirmation: done === 'sent' ? action?.confirmation : undefined,
  };
  try {
    const form = await asked(locals, params, actionId);
    return {
      ...page,
      description: action?.description,
      fields: fieldsShown(form, form.answers, scope.language),
      version: form.version,
      revision: form.revision,
      closed: form.purpose === 'survey' && form.state === 'final' ? m.form_survey_closed() : null,
    };
  } catch (cause) {
    const refusal = refusalIn(cause);
    // Sent for good it may be asked no more, and what went while the page was open is explained on it.
    const wasOpen = done === 'sent' || request.method === 'POST';
    if (refusal?.code !== 'not-allowed' && !(refusal?.code === 'not-found' && wasOpen)) throw cause;
    const closed = done === 'sent' ? '' : refusalText(refusal);
    return { ...page, description: undefined, fields: [], version: 0, revision: 0, closed };
  }
};

export const actions: Actions = {
  default: async ({ locals, params, request, url }) => {
    const scope = signedIn(locals);
    const actionId = actionIn(url);
    const purpose = purposeOf(params.purpose);
    const { sent, wrong } = await readAnswers(
      locals,
      (field) => (purpose ? { interventionId: params.id, form: { purpose, field, actionId } } : null),
      request,
    );
    const form = await asked(locals, params, actionId).catch((cause: unknown) => {
      const refusal = refusalIn(cause);
      if (refusal?.code === 'not-allowed' || refusal?.code === 'not-found') return refusal;
      throw cause;
    });
    if ('code' in form) {
      await locals.core.interventions.forAccess(scope, params.id);
      const kept = noLongerAsked({ fields: [] }, sent).map((words) => m.form_kept({ words }));
      const notes = [
        refusalText({ ...form, code: 'not-allowed', reason: form.reason ?? 'condition' }),
        ...kept,
      ];
      const nothing = { version: 0, revision: 0, fields: [], problems: [] };
      return fail(410, { ...nothing, key: newFormKey(), gone: true, notes });
    }
    const { revision } = form;
    const { mode, version, answers, again, early } = sentAnswers(form, sent, scope.language);
    if (wrong.length > 0) {
      const problems = [...wrong, ...(early?.again.problems ?? [])];
      return fail(422, { ...again(problems), revision, gone: false });
    }
    // Buttons of pages without scripts: to upload what was chosen, and to let one file go.
    if (sent.has('attach') || sent.has('without')) return fail(200, { ...again([]), revision, gone: false });
    if (early) return fail(early.status, { ...early.again, revision, gone: false });
    try {
      const result = await locals.core.forms.answerVisit(scope, {
        interventionId: params.id,
        purpose: form.purpose,
        actionId,
        version,
        revision: Number(text(sent, 'revision')) || 0,
        answers,
        mode,
        idempotencyKey: submissionKey(sent, `form ${params.purpose} ${params.id} ${actionId ?? ''}`.trim()),
      });
      if (!result.done) return fail(422, { ...again(problemsOf(result.problems)), revision, gone: false });
    } catch (cause) {
      const refusal = refusalIn(cause);
      if (refusal?.code !== 'not-allowed' && refusal?.code !== 'stale') throw cause;
      return fail(statusOf(refusal.code), { ...again([], [refusalText(refusal)]), revision, gone: false });
    }
    const done = mode === 'draft' ? 'saved' : 'sent';
    const query = new URLSearchParams({ [done]: '', ...(actionId !== undefined && { action: actionId }) });
    redirect(303, `/visits/${encodeURIComponent(params.id)}/form/${form.purpose}?${query.toString()}`);
  },
};
