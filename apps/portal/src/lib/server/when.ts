import type { RequestEvent } from '@sveltejs/kit';
import type { Alternatives } from '@itinera/core';
import { fail, redirect } from '@sveltejs/kit';
import { m } from '#paraglide/messages.js';
import { refusalIn, statusOf } from '../errors/refusal.ts';
import type { FieldProblem } from '../field-problem.ts';
import { isIsoDate } from '../format/dates.ts';
import { refusalText } from '../words/refusal.ts';
import { readCookie, setCookie } from './cookies.ts';
import { newFormKey, readForm, submissionKey, text } from './forms.ts';
import { heldWindow } from './held-window.ts';
import { signedIn } from './signed-in.ts';
import { parseWindow, slotsView, windowValue, windowViews, type SlotView } from './slots-view.ts';

/** Days on one page of times. */
const daysShown = 7;
const longestComment = 2000;

/** What a time is wanted for. `interventionId`: that visit moves. */
export interface Wanted {
  activityTypeId: string;
  addressId: string;
  interventionId?: string;
}

/** Everything the *when* page shows: the windows, and what was chosen and typed before. */
export async function loadWhen(event: RequestEvent, wanted: Wanted) {
  const { locals, url } = event;
  const scope = signedIn(locals);
  const from = url.searchParams.get('from');
  const hold = await heldFor(event, wanted);
  const choice = await locals.core.availability.find(scope, {
    ...wanted,
    holdId: hold?.id,
    from: isIsoDate(from) ? from : undefined,
    days: daysShown,
  });
  return {
    key: newFormKey(),
    slots: slotsView(choice, locals.language, locals.core.clock.now()),
    chosen: hold ? windowValue(hold.promise) : '',
    comment: hold?.comment ?? '',
  };
}

/** What the *when* page is told after its form was sent and no window could be kept. */
export interface WhenFailure {
  problems: FieldProblem[];
  key: string;
  chosen: string;
  comment: string;
  /** Set: the window has just been taken; these are the nearest ones. */
  alternatives: SlotView[] | null;
}

/** Keeps the window a form chose and goes on to check it; otherwise says why not and loses nothing that was typed. */
export async function chooseWindow(event: RequestEvent, wanted: Wanted) {
  const { locals } = event;
  const scope = signedIn(locals);
  const form = await readForm(event.request);
  const chosen = text(form, 'window');
  const comment = text(form, 'comment');
  const typed = { key: newFormKey(), chosen, comment, alternatives: null };

  const window = parseWindow(chosen);
  const problems: FieldProblem[] = [];
  if (!window) problems.push({ field: 'window', message: m.when_choose_time() });
  if (comment.length > longestComment)
    problems.push({
      field: 'comment',
      message: m.comment_too_long({ longest: longestComment, length: comment.length }),
    });
  if (!window || problems.length > 0) return fail(422, { ...typed, problems } satisfies WhenFailure);

  const before = await heldFor(event, wanted);
  let result;
  try {
    result = await locals.core.bookings.hold(scope, {
      ...wanted,
      ...window,
      comment,
      holdId: before?.id,
      // With the hold that it replaces: the same choice after going back is a request of its own.
      idempotencyKey: submissionKey(form, `hold ${before?.id ?? ''}`),
    });
  } catch (error) {
    const refusal = refusalIn(error);
    if (!refusal || refusal.code === 'not-found' || refusal.code === 'unavailable') throw error;
    if (refusal.field === 'answers') throw error; // Told where the questions are.
    return fail(statusOf(refusal.code), {
      ...typed,
      problems: [{ field: 'window', message: refusalText(refusal) }],
    } satisfies WhenFailure);
  }
  if (result.kind === 'alternatives')
    return fail(409, { ...typed, ...taken(event, result) } satisfies WhenFailure);
  setCookie(event, 'hold', result.hold.id);
  redirect(303, `/book/check/${encodeURIComponent(result.hold.id)}`);
}

/** The words for a window that somebody else got first, with the nearest ones. */
export function taken(event: RequestEvent, result: Alternatives) {
  const alternatives = windowViews(
    result.windows,
    result.zone,
    event.locals.language,
    event.locals.core.clock.now(),
  );
  return { chosen: '', alternatives, problems: [{ field: 'window', message: m.when_taken_summary() }] };
}

/** The person's live hold, if it is for the same thing. */
async function heldFor(event: RequestEvent, wanted: Wanted) {
  const { live: hold } = await heldWindow(event.locals, readCookie(event, 'hold'));
  const same =
    hold?.activityTypeId === wanted.activityTypeId &&
    hold.address.id === wanted.addressId &&
    (hold.interventionId ?? undefined) === wanted.interventionId;
  return same ? hold : null;
}
