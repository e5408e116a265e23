import { ItineraError } from '@itinera/core';
import { Hono } from 'hono';
import type { ApiEnv, Services } from '../context.ts';
import { requestLimit } from '../request-limit.ts';

/** Calendars ask every few minutes; an office of fifty technicians behind one address stays far below it. */
const limits = { requests: 300, window: 600 };

/**
 * A technician's own work as an iCalendar file, for whoever has its address (S35): no session, nothing changes, nothing
 * is kept on the way. Unknown, revoked and over are told alike.
 */
export function feedRoutes({ core, clientNetwork }: Services) {
  const limit = requestLimit(core.clock, limits);
  return new Hono<ApiEnv>().get('/:file', async (c) => {
    const retryAt = limit(clientNetwork(c.env?.incoming));
    if (retryAt !== null)
      throw new ItineraError('too-many', 'Too many requests for calendars.', { details: { retryAt } });
    const [, token] = /^([\w-]{22,64})\.ics$/.exec(c.req.param('file')) ?? [];
    const feed = token === undefined ? null : await core.feeds.read(token);
    if (!feed) throw new ItineraError('not-found', 'There is nothing at this address.');
    const etag = `"${feed.version}"`;
    c.header('Cache-Control', 'private, no-store');
    c.header('ETag', etag);
    c.header('X-Robots-Tag', 'noindex');
    if (
      c.req
        .header('if-none-match')
        ?.split(',')
        .some((known) => known.trim().replace(/^W\//, '') === etag)
    )
      return c.body(null, 304);
    return c.body(feed.text, 200, {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'inline; filename="itinera.ics"',
    });
  });
}
