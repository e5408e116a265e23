import type { Actions, PageServerLoad } from './$types';
import type { RequestEvent } from '@sveltejs/kit';
import { fail, redirect } from '@sveltejs/kit';
import { m } from '#paraglide/messages.js';
import { bookableAddress, bookableType } from '#lib/server/bookable.ts';
import { questionsOf, questionsPath, whenPath } from '#lib/server/booking-steps.ts';
import { fieldsShown, problemsOf } from '#lib/server/form-view.ts';
import { newFormKey, submissionKey, text } from '#lib/server/forms.ts';
import { readAnswers } from '#lib/server/read-answers.ts';
import { sentAnswers } from '#lib/server/sent-answers.ts';
import { signedIn } from '#lib/server/signed-in.ts';

export const load: PageServerLoad = async (event) => {
  const { locals, url } = event;
  const { type, address, only, work } = await workOf(event);
  const asked = await questionsOf(locals, work);
  if (!asked) redirect(303, whenPath(work));
  const { form, optional, changed } = asked;
  return {
    key: newFormKey(),
    typeId: type.id,
    typeName: type.name,
    addressId: address.id,
    address: address.text,
    onlyAddress: only,
    fields: fieldsShown(form, form.answers, signedIn(locals).language),
    version: form.version,
    uploadTo: `${questionsPath(work)}/files`,
    optional,
    notes: [
      ...(changed ? [m.questions_changed()] : []),
      ...(url.searchParams.has('saved') ? [m.questions_saved()] : []),
    ],
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { locals } = event;
    const scope = signedIn(locals);
    const { work } = await workOf(event);
    const { sent, wrong } = await readAnswers(
      locals,
      (field) => ({ interventionId: null, form: null, booking: { ...work, field } }),
      event.request,
    );
    const asked = await questionsOf(locals, work);
    if (!asked) redirect(303, whenPath(work));
    if (text(sent, 'mode') === 'skip' && asked.optional) {
      await locals.core.bookings.skipQuestions(scope, work);
      redirect(303, whenPath(work));
    }
    const { mode, version, answers, again, early } = sentAnswers(asked.form, sent, scope.language);
    const answer = (how: 'draft' | 'final') =>
      locals.core.bookings.answerQuestions(scope, {
        ...work,
        version,
        answers,
        mode: how,
        idempotencyKey: submissionKey(sent, `questions ${how} ${work.activityTypeId} ${work.addressId}`),
      });
    if (wrong.length > 0) return fail(422, again([...wrong, ...(early?.again.problems ?? [])]));
    // Buttons of pages without scripts: to upload what was chosen, and to let one file go.
    if (sent.has('attach') || sent.has('without')) return fail(200, again([]));
    if (early) {
      // What can be read already is kept, so that leaving the page loses nothing.
      if (early.again.problems.length === 0) await answer('draft');
      return fail(early.status, early.again);
    }
    const result = await answer(mode);
    if (!result.done) return fail(422, again(problemsOf(result.problems)));
    redirect(303, mode === 'draft' ? `${questionsPath(work)}?saved` : whenPath(work));
  },
};

async function workOf({ locals, params }: RequestEvent<{ type: string; address: string }>) {
  const type = await bookableType(locals, params.type);
  const { address, only } = await bookableAddress(locals, params.address);
  return { type, address, only, work: { activityTypeId: type.id, addressId: address.id } };
}
