import type { AccessScope } from '@itinera/core';
import { redirect } from '@sveltejs/kit';

/** The scope of the signed-in person. The gate lets nobody else reach a page that asks. */
export function signedIn(locals: App.Locals): AccessScope {
  if (!locals.scope) redirect(303, '/sign-in');
  return locals.scope;
}
