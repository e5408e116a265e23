import type { Actions, PageServerLoad } from './$types';
import { fail } from '@sveltejs/kit';
import { m } from '#paraglide/messages.js';
import { refusalIn } from '#lib/errors/refusal.ts';
import { deleteCookie, readCookie } from '#lib/server/cookies.ts';
import { readForm } from '#lib/server/forms.ts';
import { enter, signingIn } from '#lib/server/enter.ts';
import { waitText } from '#lib/server/wait-text.ts';

export const load: PageServerLoad = async (event) => {
  const token = readCookie(event, 'link');
  return { link: token ? await event.locals.core.signIn.link(token) : null };
};

export const actions: Actions = {
  default: async (event) => {
    const { locals } = event;
    const form = await readForm(event.request);
    const linkToken = readCookie(event, 'link') ?? '';
    let result;
    try {
      result = await locals.core.signIn.useLink({ linkToken, ...signingIn(event, form) });
    } catch (error) {
      const refusal = refusalIn(error);
      if (refusal?.code !== 'too-many') throw error;
      return fail(429, { message: m.code_paused({ wait: waitText(locals, refusal.retryAt) }) });
    }
    if (result.kind === 'signed-in') return enter(event, result, '/');
    if (result.kind === 'paused')
      return fail(429, { message: m.code_paused({ wait: waitText(locals, result.until) }) });
    deleteCookie(event, 'link');
    return fail(422, { message: m.link_over() });
  },
};
