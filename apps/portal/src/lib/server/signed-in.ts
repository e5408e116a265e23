import type { AccessScope } from '@itinera/core';
import type { RequestEvent } from '@sveltejs/kit';
import { redirect } from '@sveltejs/kit';
import { readCookie } from './cookies.ts';

/** The scope of the signed-in person. The gate lets nobody else reach a page that asks. */
export function signedIn(locals: App.Locals): AccessScope {
  if (!locals.scope) redirect(303, '/sign-in');
  return locals.scope;
}

/** The token of the signed-in person's session, for what concerns the session itself. */
export function sessionToken(event: Pick<RequestEvent, 'cookies' | 'locals'>): string {
  signedIn(event.locals);
  return readCookie(event, 'session') ?? redirect(303, '/sign-in');
}
