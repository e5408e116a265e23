import { Hono } from 'hono';
import type { ApiEnv, Services } from '../context.ts';
import { clearStaffCookie, readStaffCookie } from '../cookies.ts';

/**
 * Ends the session, whether or not there still is one. Clear-Site-Data leaves cookies alone: it would clear those
 * of the whole registrable domain, a customer's portal session among them. `x-keeps-unsent`: somebody's work waits on this
 * phone to be sent, so its storage stays; what could be read there the pages have cleared.
 */
export function signOutRoutes(services: Services) {
  return new Hono<ApiEnv>().post('/', async (c) => {
    const token = readStaffCookie(c, services, 'itinera_staff');
    if (token) await services.core.staff.signOut(token);
    clearStaffCookie(c, services, 'itinera_staff');
    clearStaffCookie(c, services, 'itinera_staff_step');
    const keeps = c.req.header('x-keeps-unsent') !== undefined;
    c.header('Clear-Site-Data', keeps ? '"cache"' : '"cache", "storage"');
    return c.json({ signedOut: true });
  });
}
