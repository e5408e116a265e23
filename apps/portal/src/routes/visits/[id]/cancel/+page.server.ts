import type { Actions, PageServerLoad } from './$types';
import { cancelReasons } from '@itinera/core/shared';
import { fail, redirect } from '@sveltejs/kit';
import { m } from '#paraglide/messages.js';
import { refusalIn, statusOf } from '#lib/errors/refusal.ts';
import { pathAfterChange } from '#lib/server/after-change.ts';
import { newFormKey, readForm, submissionKey, text } from '#lib/server/forms.ts';
import { signedIn } from '#lib/server/signed-in.ts';
import { readerOf, visitView } from '#lib/server/visit-view.ts';
import { cancelReasonText } from '#lib/words/cancel-reason.ts';
import { refusalText } from '#lib/words/refusal.ts';

const longestDetails = 1000;

export const load: PageServerLoad = async ({ locals, params }) => {
  const visit = await locals.core.interventions.forAccess(signedIn(locals), params.id);
  return {
    key: newFormKey(),
    visit: visitView(visit, readerOf(locals)),
    reasons: cancelReasons.map((reason) => ({ value: reason, label: cancelReasonText(reason) })),
  };
};

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const form = await readForm(request);
    const given = text(form, 'reason');
    const details = text(form, 'details');
    const refuse = (status: number, field: string, message: string) =>
      fail(status, { key: newFormKey(), reason: given, details, problems: [{ field, message }] });
    const reason = cancelReasons.find((each) => each === given);
    if (!reason) return refuse(422, 'reason', m.cancel_reason_missing());
    if (details.length > longestDetails)
      return refuse(422, 'details', m.comment_too_long({ longest: longestDetails, length: details.length }));
    try {
      await locals.core.bookings.cancel(signedIn(locals), {
        interventionId: params.id,
        reason,
        details,
        idempotencyKey: submissionKey(form, `cancel ${params.id}`),
      });
    } catch (error) {
      const refusal = refusalIn(error);
      if (refusal?.code !== 'not-allowed' && refusal?.code !== 'stale') throw error;
      return refuse(statusOf(refusal.code), 'reason', refusalText(refusal));
    }
    const done = `/visits/${encodeURIComponent(params.id)}/cancel/done`;
    redirect(303, await pathAfterChange(locals, params.id, done));
  },
};
