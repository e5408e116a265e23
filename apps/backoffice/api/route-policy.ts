import type { Context } from 'hono';
import { matchedRoutes } from 'hono/route';
import { policy, type RoutePolicy } from './policy.ts';

/** What the table says of the route that a request is for; undefined: no route, or one that nobody put into the table. */
export function policyOf(c: Context): RoutePolicy | undefined {
  const route = matchedRoutes(c).find((matched) => matched.method !== 'ALL');
  return route && policy[`${route.method} ${route.path}`];
}

/** Whether a request is one of another system: it is answered as those are, also where it never reaches a route. */
export function isOfSystem(c: Context): boolean {
  const who = policyOf(c);
  return who === 'key' || (who === 'signed-in-or-key' && c.req.header('authorization') !== undefined);
}
