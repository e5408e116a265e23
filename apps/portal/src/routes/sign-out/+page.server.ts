import type { Actions, PageServerLoad } from './$types';
import { redirect } from '@sveltejs/kit';
import { deleteCookie, readCookie } from '#lib/server/cookies.ts';

export const load: PageServerLoad = ({ locals }) => {
  if (!locals.session) redirect(303, '/sign-in');
};

export const actions: Actions = {
  default: async (event) => {
    const token = readCookie(event, 'session');
    if (token) await event.locals.core.signIn.signOut(token);
    for (const cookie of ['session', 'challenge', 'hold'] as const) deleteCookie(event, cookie);
    // Not "cookies": the chosen language stays, and the mark of a known browser, which shields its owner from lock-outs.
    event.setHeaders({ 'clear-site-data': '"cache", "storage"' });
    redirect(303, '/sign-in');
  },
};
