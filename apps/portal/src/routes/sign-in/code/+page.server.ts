import type { Actions, PageServerLoad } from './$types';
import type { RequestEvent } from '@sveltejs/kit';
import { fail, redirect } from '@sveltejs/kit';
import { m } from '#paraglide/messages.js';
import { refusalIn, statusOf } from '#lib/errors/refusal.ts';
import { timeText } from '#lib/format/dates.ts';
import { readCookie, setCookie } from '#lib/server/cookies.ts';
import { enter, signingIn } from '#lib/server/enter.ts';
import { readForm, text } from '#lib/server/forms.ts';
import { safePath, withReturn } from '#lib/server/safe-path.ts';
import { waitText } from '#lib/server/wait-text.ts';

export const load: PageServerLoad = async (event) => {
  const { locals, url } = event;
  const to = safePath(url.searchParams.get('to'));
  if (locals.session?.kind === 'signed-in') redirect(303, to);
  const token = readCookie(event, 'challenge');
  const challenge = token ? await locals.core.signIn.challenge(token) : null;
  if (!challenge) redirect(303, withReturn('/sign-in', to));
  const now = locals.core.clock.now();
  return {
    identifier: challenge.identifier,
    channel: challenge.channel,
    severalChannels: locals.portal.channels.length > 1,
    reference: challenge.reference,
    validUntil: timeText(challenge.expiresAt, locals.portal.zone, locals.language),
    expired: challenge.expiresAt <= now,
    resendFrom:
      challenge.resendAt > now ? timeText(challenge.resendAt, locals.portal.zone, locals.language) : null,
    again: withReturn('/sign-in', to),
    sent: url.searchParams.has('sent'),
  };
};

export const actions: Actions = {
  verify: async (event) => {
    const { locals, url } = event;
    const to = safePath(url.searchParams.get('to'));
    const form = await readForm(event.request);
    const code = text(form, 'code').replaceAll(/\s/g, '');
    if (code === '') return refuse(422, m.code_missing());
    if (!/^\d{6,8}$/.test(code)) return refuse(422, m.code_malformed());
    const challengeToken = challengeOf(event);

    const result = await locals.core.signIn.verifyCode({
      challengeToken,
      code,
      network: locals.network,
      ...signingIn(event, form),
    });
    switch (result.kind) {
      case 'wrong':
        return refuse(
          422,
          result.attemptsLeft > 0 ? m.code_wrong({ count: result.attemptsLeft }) : m.code_used_up(),
        );
      case 'expired':
        return refuse(422, m.code_expired());
      case 'paused':
        return refuse(429, m.code_paused({ wait: waitText(locals, result.until) }));
      case 'signed-in':
        return enter(event, result, to);
    }
  },

  resend: async (event) => {
    const { locals, url } = event;
    const to = safePath(url.searchParams.get('to'));
    try {
      const challenge = await locals.core.signIn.resendCode(challengeOf(event), locals.network);
      setCookie(event, 'challenge', challenge.challengeToken);
    } catch (error) {
      const refusal = refusalIn(error);
      if (refusal?.reason === 'sms-budget') return refuse(statusOf('too-many'), m.sign_in_no_sms_today());
      if (refusal?.code === 'too-many')
        return refuse(
          statusOf('too-many'),
          m.code_resend_too_soon({ wait: waitText(locals, refusal.retryAt) }),
        );
      if (refusal?.code === 'gone' || refusal?.code === 'not-found')
        redirect(303, withReturn('/sign-in', to));
      throw error;
    }
    redirect(303, to === '/' ? '/sign-in/code?sent' : `/sign-in/code?sent&to=${encodeURIComponent(to)}`);
  },
};

function refuse(status: number, message: string) {
  return fail(status, { problems: [{ field: 'code', message }] });
}

function challengeOf(event: RequestEvent): string {
  const token = readCookie(event, 'challenge');
  if (!token) redirect(303, withReturn('/sign-in', safePath(event.url.searchParams.get('to'))));
  return token;
}
