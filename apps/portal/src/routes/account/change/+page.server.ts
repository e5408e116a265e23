import type { Actions, PageServerLoad } from './$types';
import { fail, redirect } from '@sveltejs/kit';
import { m } from '#paraglide/messages.js';
import { refusalIn, type Refusal } from '#lib/errors/refusal.ts';
import { setCookie } from '#lib/server/cookies.ts';
import { readForm, text } from '#lib/server/forms.ts';
import { safePath } from '#lib/server/safe-path.ts';
import { ownAccount, sessionToken } from '#lib/server/signed-in.ts';
import { waitText } from '#lib/server/wait-text.ts';
import { signInWords } from '#lib/words/sign-in.ts';

/** What the form of a code brings back: it is of use in this session only, so it needs no cookie. */
interface Sent {
  step: 'proof' | 'confirm';
  token: string;
  value: string;
  reference: string;
}

export const load: PageServerLoad = async (event) => {
  const { fresh, proofGoesTo, channels } = await ownAccount(event);
  const after = afterProof(event.url);
  if (after !== null && fresh) redirect(303, after);
  return { fresh, proofGoesTo, channels, then: after === null ? null : event.url.searchParams.get('then') };
};

/** Where the proof leads when it is not for a change: to one's own data, or to a document that is signed. */
function afterProof({ searchParams }: URL): string | null {
  const then = searchParams.get('then');
  if (then === 'data') return '/account';
  const path = safePath(then);
  return /^\/visits\/[\w-]+\/sign\/[\w-]+$/.test(path) ? path : null;
}

export const actions: Actions = {
  /** A code to where the person signs in now. */
  prove: async (event) => {
    const { locals } = event;
    const { network, language } = locals;
    try {
      const asked = await locals.core.signIn.requestProof(sessionToken(event), { network, language });
      const { challengeToken: token, value, reference } = asked;
      return { sent: { step: 'proof', token, value, reference } satisfies Sent };
    } catch (error) {
      return refused(locals, error, 'prove');
    }
  },

  proof: async (event) => {
    const { locals } = event;
    const { code, sent } = await codeForm(event.request, 'proof');
    if (!/^\d{6}$/.test(code)) return wrong(sent, code === '' ? m.code_missing() : m.code_malformed());
    const input = { challengeToken: sent.token, code };
    const result = await locals.core.signIn.giveProof(sessionToken(event), input);
    if (result.kind === 'proven') redirect(303, afterProof(event.url) ?? '/account/change');
    return wrong(sent, notProven(locals, result));
  },

  /** A code to the new address or number. */
  ask: async (event) => {
    const { locals } = event;
    const { network, language } = locals;
    const identifier = text(await readForm(event.request), 'identifier');
    if (identifier === '') return identifierProblem(identifier, signInWords(locals.portal.channels).missing);
    try {
      const input = { identifier, network, language };
      const asked = await locals.core.signIn.requestChange(sessionToken(event), input);
      const { challengeToken: token, value, reference } = asked;
      return { sent: { step: 'confirm', token, value, reference } satisfies Sent };
    } catch (error) {
      return refused(locals, error, identifier);
    }
  },

  confirm: async (event) => {
    const { locals } = event;
    const { code, sent } = await codeForm(event.request, 'confirm');
    if (!/^\d{6}$/.test(code)) return wrong(sent, code === '' ? m.code_missing() : m.code_malformed());
    const input = { challengeToken: sent.token, code };
    const result = await locals.core.signIn.confirmChange(sessionToken(event), input);
    if (result.kind !== 'changed') return wrong(sent, notProven(locals, result));
    setCookie(event, 'session', result.sessionToken, result.remembered);
    redirect(303, '/account?changed');
  },
};

async function codeForm(request: Request, step: Sent['step']): Promise<{ code: string; sent: Sent }> {
  const form = await readForm(request);
  const part = (name: string) => text(form, name).slice(0, 320);
  const sent = { step, token: part('token'), value: part('value'), reference: part('reference') };
  return { code: text(form, 'code').replaceAll(/\s/g, ''), sent };
}

function wrong(sent: Sent, message: string) {
  return fail(422, { sent, problems: [{ field: 'code', message }] });
}

type NotProven =
  { kind: 'wrong'; attemptsLeft: number } | { kind: 'expired' } | { kind: 'paused'; until: number };

function notProven(locals: App.Locals, result: NotProven): string {
  switch (result.kind) {
    case 'wrong':
      return result.attemptsLeft > 0 ? m.code_wrong({ count: result.attemptsLeft }) : m.code_used_up();
    case 'expired':
      return m.code_expired();
    case 'paused':
      return m.code_paused({ wait: waitText(locals, result.until) });
  }
}

function identifierProblem(identifier: string, message: string, status = 422) {
  return fail(status, { identifier, problems: [{ field: 'identifier', message }] });
}

/** @param what the identifier that was asked for, or `prove`, whose button is the field */
function refused(locals: App.Locals, error: unknown, what: string) {
  const refusal = refusalIn(error);
  if (!refusal || !['invalid', 'too-many', 'not-allowed'].includes(refusal.code)) throw error;
  if (refusal.reason === 'proof-needed') redirect(303, '/account/change');
  if (what === 'prove')
    return fail(429, { problems: [{ field: 'prove', message: refusedText(locals, refusal) }] });
  return identifierProblem(what, refusedText(locals, refusal), refusal.code === 'too-many' ? 429 : 422);
}

function refusedText(locals: App.Locals, refusal: Refusal): string {
  if (refusal.reason === 'same') return m.account_same();
  if (refusal.reason === 'sms-budget') return m.sign_in_no_sms_today();
  if (refusal.code === 'too-many') return m.sign_in_too_many({ wait: waitText(locals, refusal.retryAt) });
  if (refusal.code === 'not-allowed') return m.account_no_channel();
  return signInWords(locals.portal.channels).invalid(refusal.reason);
}
