import type { Actions, PageServerLoad } from './$types';
import { fail, redirect } from '@sveltejs/kit';
import { m } from '#paraglide/messages.js';
import { refusalIn, statusOf } from '#lib/errors/refusal.ts';
import { deleteCookie, readCookie, setCookie } from '#lib/server/cookies.ts';
import { readForm, text } from '#lib/server/forms.ts';
import { safePath, withReturn } from '#lib/server/safe-path.ts';
import { waitText } from '#lib/server/wait-text.ts';
import { signInWords } from '#lib/words/sign-in.ts';

export const load: PageServerLoad = ({ locals, url }) => {
  const to = safePath(url.searchParams.get('to'));
  if (locals.session)
    redirect(303, locals.session.kind === 'choose' ? withReturn('/sign-in/choose', to) : to);
  return {
    welcome: locals.portal.welcome,
    channels: locals.portal.channels,
    /** Links in mails may say who is meant: it saves typing and proves nothing. */
    identifier: (url.searchParams.get('identifier') ?? '').slice(0, 254),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { locals, url } = event;
    const identifier = text(await readForm(event.request), 'identifier');
    const refuse = (status: number, message: string) =>
      fail(status, { identifier, problems: [{ field: 'identifier', message }] });
    const words = signInWords(locals.portal.channels);
    if (identifier === '') return refuse(422, words.missing);
    let challenge;
    try {
      challenge = await locals.core.signIn.requestCode({
        businessUnitId: locals.portal.businessUnitId,
        identifier,
        language: locals.language,
        network: locals.network,
        deviceToken: readCookie(event, 'device'),
      });
    } catch (error) {
      const refusal = refusalIn(error);
      if (refusal?.code === 'invalid') return refuse(422, words.invalid(refusal.reason));
      if (refusal?.reason === 'sms-budget') return refuse(statusOf('too-many'), m.sign_in_no_sms_today());
      if (refusal?.code === 'too-many')
        return refuse(statusOf('too-many'), m.sign_in_too_many({ wait: waitText(locals, refusal.retryAt) }));
      throw error;
    }
    setCookie(event, 'challenge', challenge.challengeToken);
    deleteCookie(event, 'session');
    redirect(303, withReturn('/sign-in/code', safePath(url.searchParams.get('to'))));
  },
};
