import { randomUUID } from 'node:crypto';
import { createMiddleware } from 'hono/factory';
import type { ApiEnv, Services } from './context.ts';

/** Gives each request an id of our own making and writes one line about it; never its body, query or cookies. */
export function observeRequests(services: Services) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    const requestId = randomUUID();
    const began = performance.now();
    c.set('requestId', requestId);
    await next();
    c.res.headers.set('X-Request-Id', requestId);
    if (c.req.path.startsWith('/api/'))
      services.core.logger[c.req.path.endsWith('/changes') ? 'debug' : 'info'](
        {
          requestId,
          method: c.req.method,
          path: c.req.path,
          status: c.res.status,
          milliseconds: Math.round(performance.now() - began),
        },
        'request',
      );
  });
}
