import type { FormToFill } from '@itinera/core';
import type { Actions, PageServerLoad } from './$types';
import { isAsked, readForm as readAnswered, typedAnswers, type FormDefinition } from '@itinera/core/shared';
import { error, fail, redirect } from '@sveltejs/kit';
import { m } from '#paraglide/messages.js';
import { refusalIn, statusOf } from '#lib/errors/refusal.ts';
import { fieldsShown, inputName, problemsOf } from '#lib/server/form-view.ts';
import { newFormKey, submissionKey, text } from '#lib/server/forms.ts';
import { purposeOf } from '#lib/server/offered-forms.ts';
import { readAnswers } from '#lib/server/read-answers.ts';
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
    const texts = (code: string) =>
      sent.getAll(inputName(code)).filter((value): value is string => typeof value === 'string');
    const form = await asked(locals, params);
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
        notes,
      });
    const left = version === form.version ? [] : noLongerAsked(form.definition, sent);
    const notes = [
      ...(version === form.version ? [] : [m.form_changed()]),
      ...left.map((words) => m.form_left_out({ words })),
    ];
    if (wrong.length + typed.problems.length > 0)
      return again(422, [...wrong, ...problemsOf(typed.problems)], notes);
    // Buttons of pages without scripts: to upload what was chosen, and to let one file go.
    if (sent.has('attach') || sent.has('without')) return again(200, [], notes);
    if (left.length > 0) return again(409, [], notes);
    if (mode === 'final' && asksMore(form.definition, typed.answers, text(sent, 'shown')))
      return again(422, [], [...notes, m.form_more()]);
    try {
      const result = await locals.core.forms.answerVisit(scope, {
        interventionId: params.id,
        purpose: form.purpose,
        version,
        revision: Number(text(sent, 'revision')) || 0,
        answers: typed.answers,
        mode,
        idempotencyKey: submissionKey(sent, `form ${params.purpose} ${params.id}`),
      });
      if (!result.done) return again(422, problemsOf(result.problems), notes);
    } catch (cause) {
      const refusal = refusalIn(cause);
      if (refusal?.code !== 'not-allowed' && refusal?.code !== 'stale') throw cause;
      return again(statusOf(refusal.code), [], [refusalText(refusal)]);
    }
    const done = mode === 'draft' ? 'saved' : 'sent';
    redirect(303, `/visits/${encodeURIComponent(params.id)}/form/${form.purpose}?${done}`);
  },
};

/** What was typed into fields that the form does not have any more: shown once more, so that nothing is lost. */
function noLongerAsked({ fields }: FormDefinition, sent: FormData): string[] {
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
  answers: Parameters<typeof readAnswered>[1],
  shown: string,
): boolean {
  const seen = new Set(shown.split(','));
  const reading = readAnswered(definition, answers);
  return definition.fields.some(
    (field) => isAsked(field) && reading.isShown(field.code) && !seen.has(inputName(field.code)),
  );
}
