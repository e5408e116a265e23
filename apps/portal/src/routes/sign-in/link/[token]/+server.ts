import type { RequestHandler } from './$types';
import { setCookie } from '#lib/server/cookies.ts';

/**
 * Where the link of a message leads: it changes nothing in the store, however often a scanner opens it. The secret moves
 * from the address into a cookie, so that the page with the button has it neither in its address nor in a referrer.
 */
export const GET: RequestHandler = (event) => {
  setCookie(event, 'link', event.params.token.slice(0, 100));
  return new Response(null, {
    status: 303,
    headers: { location: '/sign-in/link', 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' },
  });
};
