import type { Actions, PageServerLoad } from './$types';
import { fail, redirect } from '@sveltejs/kit';
import { m } from '#paraglide/messages.js';
import { refusalIn, statusOf } from '#lib/errors/refusal.ts';
import type { FieldProblem } from '#lib/field-problem.ts';
import { timeText, windowText } from '#lib/format/dates.ts';
import { durationText } from '#lib/format/durations.ts';
import { pathAfterChange } from '#lib/server/after-change.ts';
import { questionsOf } from '#lib/server/booking-steps.ts';
import { deleteCookie, setCookie } from '#lib/server/cookies.ts';
import { newFormKey, readForm, submissionKey, text } from '#lib/server/forms.ts';
import { heldWindow } from '#lib/server/held-window.ts';
import { signedIn } from '#lib/server/signed-in.ts';
import type { SlotView } from '#lib/server/slots-view.ts';
import { taken, type Wanted } from '#lib/server/when.ts';
import { refusalText } from '#lib/words/refusal.ts';

export const load: PageServerLoad = async (event) => {
  const { locals, params } = event;
  const { live: hold, visitId } = await heldWindow(locals, params.hold);
  if (visitId) redirect(303, `/visits/${encodeURIComponent(visitId)}`); // Back, after it was booked
  if (!hold) return { hold: null };
  setCookie(event, 'hold', hold.id);
  const { language } = locals;
  const visit =
    hold.interventionId === null
      ? null
      : await locals.core.interventions.forAccess(signedIn(locals), hold.interventionId);
  const now = locals.core.clock.now();
  const work = { activityTypeId: hold.activityTypeId, addressId: hold.address.id };
  const asked = visit ? null : await questionsOf(locals, work);
  const when = windowText(hold.promise, language, now);
  return {
    hold: {
      key: newFormKey(),
      typeId: hold.activityTypeId,
      typeName: hold.typeName,
      duration: durationText(hold.duration, language),
      addressId: hold.address.id,
      address: hold.address.text,
      visitId: hold.interventionId,
      /** An appointment that is there already, which another one takes the place of. */
      moves: visit !== null && visit.promise !== null,
      when: `${when.day}, ${when.time}`,
      zone: when.zone,
      comment: hold.comment,
      staffConfirms: hold.staffConfirms,
      /** null: nothing was asked. */
      answers: asked && (asked.answered ? m.check_answered() : m.check_not_answered()),
      until: timeText(hold.expiresAt, hold.promise.zone, language),
      secondsLeft: hold.expiresAt - now,
      extendable: hold.extendable,
    },
  };
};

export interface CheckFailure {
  problems: FieldProblem[];
  key: string;
  chosen: string;
  comment: string;
  alternatives: SlotView[] | null;
  wanted: Wanted;
}

export const actions: Actions = {
  confirm: async (event) => {
    const { locals, params } = event;
    const form = await readForm(event.request);
    const wanted = wantedIn(form);
    const typed = {
      key: newFormKey(),
      chosen: '',
      comment: text(form, 'comment'),
      wanted,
      alternatives: null,
    };
    let result;
    try {
      result = await locals.core.bookings.confirm(signedIn(locals), {
        holdId: params.hold,
        idempotencyKey: submissionKey(form, `confirm ${params.hold}`),
      });
    } catch (error) {
      const refusal = refusalIn(error);
      if (refusal?.interventionId) redirect(303, `/visits/${encodeURIComponent(refusal.interventionId)}`);
      if (!refusal || !['not-allowed', 'gone', 'too-many'].includes(refusal.code)) throw error;
      const problems = [{ field: 'main', message: refusalText(refusal) }];
      return fail(statusOf(refusal.code), { ...typed, problems } satisfies CheckFailure);
    }
    if (result.kind === 'alternatives')
      return fail(409, { ...typed, ...taken(event, result) } satisfies CheckFailure);
    deleteCookie(event, 'hold');
    const id = encodeURIComponent(result.interventionId);
    const done = result.rescheduled ? `/visits/${id}/reschedule/done` : `/book/done/${id}`;
    redirect(303, await pathAfterChange(locals, result.interventionId, done));
  },

  extend: async (event) => {
    const { locals, params } = event;
    const form = await readForm(event.request);
    try {
      await locals.core.bookings.extendHold(signedIn(locals), {
        holdId: params.hold,
        idempotencyKey: submissionKey(form, `extend ${params.hold}`),
      });
    } catch (error) {
      const refusal = refusalIn(error);
      if (refusal?.code !== 'gone' && refusal?.code !== 'not-allowed') throw error;
      const message = refusal.code === 'gone' ? m.hold_over() : m.hold_extended_before();
      return fail(statusOf(refusal.code), {
        problems: [{ field: 'main', message }],
        key: newFormKey(),
        chosen: '',
        comment: text(form, 'comment'),
        alternatives: null,
        wanted: wantedIn(form),
      } satisfies CheckFailure);
    }
    redirect(303, `/book/check/${encodeURIComponent(params.hold)}`);
  },
};

/** What the lost window was for, carried by the form so that nothing has to be typed again. */
function wantedIn(form: FormData): Wanted {
  const interventionId = text(form, 'intervention');
  return {
    activityTypeId: text(form, 'type'),
    addressId: text(form, 'address'),
    ...(interventionId === '' ? {} : { interventionId }),
  };
}
