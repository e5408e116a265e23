import type { UseEnterLinkResult, VerifyCodeResult } from '@itinera/core';
import type { RequestEvent } from '@sveltejs/kit';
import { redirect } from '@sveltejs/kit';
import { deleteCookie, readCookie, setCookie } from './cookies.ts';
import { withReturn } from './safe-path.ts';

/** A sign-in that succeeded. */
export type SignedIn = Extract<VerifyCodeResult | UseEnterLinkResult, { kind: 'signed-in' }>;

/**
 * Gives the browser its new session, and only here: a session it had before ends, what led here is of no use any more.
 * @param to where to go then, a path as `safePath` gives it
 */
export async function enter(event: RequestEvent, result: SignedIn, to: string): Promise<never> {
  const former = readCookie(event, 'session');
  if (former) await event.locals.core.signIn.signOut(former);
  setCookie(event, 'session', result.sessionToken, result.remembered);
  if ('deviceToken' in result) setCookie(event, 'device', result.deviceToken);
  for (const cookie of ['challenge', 'link', 'entry', 'hold'] as const) deleteCookie(event, cookie);
  redirect(303, result.choices.length > 1 ? withReturn('/sign-in/choose', to) : to);
}

/** What a form tells of the browser it was sent from. */
export function signingIn(event: RequestEvent, form: FormData) {
  return {
    deviceToken: readCookie(event, 'device'),
    remember: form.has('remember'),
    userAgent: event.request.headers.get('user-agent') ?? undefined,
  };
}
