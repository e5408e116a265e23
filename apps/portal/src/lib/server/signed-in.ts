import type { AccessScope, OwnAccount, OwnSession } from '@itinera/core';
import type { RequestEvent } from '@sveltejs/kit';
import { redirect } from '@sveltejs/kit';
import { readCookie } from './cookies.ts';

type Asking = Pick<RequestEvent, 'cookies' | 'locals'>;

/** The scope of the signed-in person. The gate lets nobody else reach a page that asks. */
export function signedIn(locals: App.Locals): AccessScope {
  if (!locals.scope) redirect(303, '/sign-in');
  return locals.scope;
}

/** The token of the signed-in person's session, for what concerns the session itself. */
export function sessionToken(event: Asking): string {
  signedIn(event.locals);
  return readCookie(event, 'session') ?? redirect(303, '/sign-in');
}

/** The account of the signed-in person; in a preview, of whoever is looked at. */
export function ownAccount(event: Asking): Promise<OwnAccount> {
  const { core, preview } = event.locals;
  if (preview !== null) return core.previews.account(readCookie(event, 'preview') ?? '');
  return core.signIn.account(sessionToken(event));
}

/** Where the signed-in person is signed in, in the same way. */
export function ownSessions(event: Asking): Promise<OwnSession[]> {
  const { core, preview } = event.locals;
  if (preview !== null) return core.previews.ownSessions(readCookie(event, 'preview') ?? '');
  return core.signIn.ownSessions(sessionToken(event));
}
