import type { Handle } from '@sveltejs/kit/hooks';
import { error, redirect } from '@sveltejs/kit';
import { policy } from '../policy.ts';
import { safePath, withReturn } from '../safe-path.ts';
import { previewGate } from './preview-gate.ts';

/**
 * The only door of the portal. Lets nobody past without a session bound to one access; afterwards they get the page
 * they asked for. A route that is not in the policy table is closed, and a preview lets nobody change anything.
 */
export const gate: Handle = ({ event, resolve }) => {
  const { route, locals, url, request } = event;
  if (route.id === null) return resolve(event);
  const permission = policy[route.id];
  if (permission === undefined) error(404, 'There is nothing at this address');
  const refused = previewGate(event);
  if (refused) return refused;
  const kind = locals.session?.kind;
  if (permission === 'anyone' || kind === 'signed-in') return resolve(event);
  if (permission === 'proven' && kind === 'choose') return resolve(event);
  const to = request.method === 'GET' ? safePath(url.pathname + url.search) : '/';
  redirect(303, withReturn(locals.session ? '/sign-in/choose' : '/sign-in', to));
};
