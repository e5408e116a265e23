import type { FormToFill } from '@itinera/core';
import type { Actions, PageServerLoad } from './$types';
import { isAsked, readForm as readAnswers, typedAnswers, type FormDefinition } from '@itinera/core/shared';
import { error, fail, redirect } from '@sveltejs/kit';
import { m } from '#paraglide/messages.js';
import { refusalIn, statusOf } from '#lib/errors/refusal.ts';
import { fieldsShown, inputName, problemsOf } from '#lib/server/form-view.ts';
import { newFormKey, readForm, submissionKey, text } from '#lib/server/forms.ts';
import { signedIn } from '#lib/server/signed-in.ts';
import { readerOf, visitView } from '#lib/server/visit-view.ts';
import { refusalText } from '#lib/words/refusal.ts';

const purposes = ['activity', 'survey'] as const;

function asked(
  locals: App.Locals,
  params: { id: string; purpose: string },
  actionId: string | undefined,
): Promise<FormToFill> {
  const purpose = purposes.find((known) => known === params.purpose);
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
    const sent = await readForm(request);
    const texts = (code: string) =>
      sent.getAll(inputName(code)).filter((value): value is string => typeof value === 'string');
    const actionId = actionIn(url);
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
    const mode = text(sent, 'mode') === 'draft' ? 'draft' : 'final';
    const version = Number(text(sent, 'version')) || 0;
    const typed = typedAnswers(form.definition, texts);
    const again = (status: number, problems: ReturnType<typeof problemsOf>, notes: string[]) =>
      fail(status, {
        key: newFormKey(),
        version: form.version,
        revision: form.revision,
        fields: fieldsShown(form, typed.answers, scope.language, texts),
        problems,
        gone: false,
        notes,
      });
    const left = version === form.version ? [] : noLongerAsked(form.definition, sent);
    const notes = [
      ...(version === form.version ? [] : [m.form_changed()]),
      ...left.map((words) => m.form_left_out({ words })),
    ];
    if (typed.problems.length > 0) return again(422, problemsOf(typed.problems), notes);
    if (left.length > 0) return again(409, [], notes);
    if (mode === 'final' && asksMore(form.definition, typed.answers, text(sent, 'shown')))
      return again(422, [], [...notes, m.form_more()]);
    try {
      const result = await locals.core.forms.answerVisit(scope, {
        interventionId: params.id,
        purpose: form.purpose,
        actionId,
        version,
        revision: Number(text(sent, 'revision')) || 0,
        answers: typed.answers,
        mode,
        idempotencyKey: submissionKey(sent, `form ${params.purpose} ${params.id} ${actionId ?? ''}`.trim()),
      });
      if (!result.done) return again(422, problemsOf(result.problems), notes);
    } catch (cause) {
      const refusal = refusalIn(cause);
      if (refusal?.code !== 'not-allowed' && refusal?.code !== 'stale') throw cause;
      return again(statusOf(refusal.code), [], [refusalText(refusal)]);
    }
    const done = mode === 'draft' ? 'saved' : 'sent';
    const query = new URLSearchParams({ [done]: '', ...(actionId !== undefined && { action: actionId }) });
    redirect(303, `/visits/${encodeURIComponent(params.id)}/form/${form.purpose}?${query.toString()}`);
  },
};

/** What was typed into fields that the form does not have any more: shown once more, so that nothing is lost. */
function noLongerAsked({ fields }: Pick<FormDefinition, 'fields'>, sent: FormData): string[] {
  const names = new Set(fields.map(({ code }) => inputName(code)));
  return [...sent.entries()].flatMap(([name, value]) =>
    name.startsWith('a_') && !names.has(name) && typeof value === 'string' && value.trim() !== ''
      ? [value.slice(0, 5000)]
      : [],
  );
}

/** Whether these answers show a field that the page did not have. */
function asksMore(
  definition: FormDefinition,
  answers: Parameters<typeof readAnswers>[1],
  shown: string,
): boolean {
  const seen = new Set(shown.split(','));
  const reading = readAnswers(definition, answers);
  return definition.fields.some(
    (field) => isAsked(field) && reading.isShown(field.code) && !seen.has(inputName(field.code)),
  );
}
