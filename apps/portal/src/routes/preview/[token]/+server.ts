import type { RequestHandler } from './$types';
import { setCookie } from '#lib/server/cookies.ts';

/** Where the back office leads for a preview: it changes nothing in the store, and its secret leaves the address. */
export const GET: RequestHandler = (event) => {
  setCookie(event, 'grant', event.params.token.slice(0, 100));
  return new Response(null, {
    status: 303,
    headers: { location: '/preview', 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' },
  });
};
