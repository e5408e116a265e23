import type { Handle } from '@sveltejs/kit/hooks';
import { redirect } from '@sveltejs/kit';
import { safePath, withReturn } from '../safe-path.ts';

/** The only routes that answer somebody who is not signed in. */
const publicRoutes = [
  '/sign-in',
  '/sign-in/code',
  '/sign-in/link',
  '/sign-in/link/[token]',
  '/enter',
  '/enter/[token]',
  '/sign-out',
  '/language',
  '/theme/[accent].css',
];

/** Lets nobody past without a session bound to one access; afterwards they get the page they asked for. */
export const gate: Handle = ({ event, resolve }) => {
  const { route, locals, url, request } = event;
  if (route.id === null || publicRoutes.includes(route.id)) return resolve(event);
  if (locals.session?.kind === 'signed-in') return resolve(event);
  if (locals.session?.kind === 'choose' && route.id === '/sign-in/choose') return resolve(event);
  const to = request.method === 'GET' ? safePath(url.pathname + url.search) : '/';
  redirect(303, withReturn(locals.session ? '/sign-in/choose' : '/sign-in', to));
};
