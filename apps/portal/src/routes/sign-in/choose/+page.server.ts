import type { Actions, PageServerLoad } from './$types';
import type { AccessChoice } from '@itinera/core';
import { fail, redirect } from '@sveltejs/kit';
import { m } from '#paraglide/messages.js';
import { deleteCookie, readCookie, setCookie } from '#lib/server/cookies.ts';
import { readForm, text } from '#lib/server/forms.ts';
import { safePath } from '#lib/server/safe-path.ts';

export const load: PageServerLoad = ({ locals }) => ({
  choices: byCompany(locals.session?.choices ?? []).map((choice) => ({
    value: choice.accessId,
    label: choice.customerNames.join(', ') || choice.personName,
    hint: choice.personName,
    group: choice.company,
  })),
  chosen: locals.scope?.accessId ?? '',
});

export const actions: Actions = {
  default: async (event) => {
    const { locals, url } = event;
    const accessId = text(await readForm(event.request), 'access');
    const known = locals.session?.choices.some((choice) => choice.accessId === accessId);
    const token = readCookie(event, 'session');
    if (!known || !token) {
      return fail(422, { problems: [{ field: 'access', message: m.choose_missing() }] });
    }
    const { sessionToken, remembered } = await locals.core.signIn.chooseAccess(token, accessId);
    setCookie(event, 'session', sessionToken, remembered);
    deleteCookie(event, 'hold');
    redirect(303, safePath(url.searchParams.get('to')));
  },
};

/** Together what belongs to one company, and no company named where there is only one. */
function byCompany(
  choices: readonly AccessChoice[],
): (Omit<AccessChoice, 'company'> & { company: string | undefined })[] {
  if (new Set(choices.map(({ company }) => company)).size < 2)
    return choices.map((choice) => ({ ...choice, company: undefined }));
  return choices.toSorted((a, b) => (a.company < b.company ? -1 : a.company > b.company ? 1 : 0));
}
