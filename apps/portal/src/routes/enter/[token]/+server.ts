import type { RequestHandler } from './$types';
import { setCookie } from '#lib/server/cookies.ts';

/** Where a permanent link leads: it changes nothing in the store, and its secret leaves the address for a cookie. */
export const GET: RequestHandler = (event) => {
  setCookie(event, 'entry', event.params.token.slice(0, 100));
  return new Response(null, {
    status: 303,
    headers: { location: '/enter', 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' },
  });
};
