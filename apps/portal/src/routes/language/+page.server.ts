import type { Actions, PageServerLoad } from './$types';
import { redirect } from '@sveltejs/kit';
import { setCookie } from '#lib/server/cookies.ts';
import { readForm, text } from '#lib/server/forms.ts';
import { safePath } from '#lib/server/safe-path.ts';

/** Nothing to see here: the footer of every page has the choice. */
export const load: PageServerLoad = () => redirect(303, '/');

export const actions: Actions = {
  default: async (event) => {
    const form = await readForm(event.request);
    const wanted = event.locals.portal.languages.find((language) => language === text(form, 'language'));
    if (wanted) setCookie(event, 'language', wanted);
    redirect(303, safePath(form.get('to')));
  },
};
