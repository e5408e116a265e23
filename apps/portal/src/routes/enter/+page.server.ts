import type { Actions, PageServerLoad } from './$types';
import { fail } from '@sveltejs/kit';
import { deleteCookie, readCookie } from '#lib/server/cookies.ts';
import { enter } from '#lib/server/enter.ts';

export const load: PageServerLoad = async (event) => {
  const token = readCookie(event, 'entry');
  return { link: token ? await event.locals.core.signIn.enterLink(token) : null };
};

export const actions: Actions = {
  default: async (event) => {
    const token = readCookie(event, 'entry') ?? '';
    const userAgent = event.request.headers.get('user-agent') ?? undefined;
    const result = await event.locals.core.signIn.useEnterLink({ token, userAgent });
    if (result.kind === 'signed-in') return enter(event, result, '/');
    deleteCookie(event, 'entry');
    return fail(422, { over: true });
  },
};
