import { ItineraError } from '@itinera/core';
import { createMiddleware } from 'hono/factory';
import type { ApiEnv, Services } from './context.ts';
import { isOfSystem } from './route-policy.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses every change that another site could have caused, whatever its content type. A browser says where a
 * request comes from in Sec-Fetch-Site, an older one in Origin; a request that says neither is refused too.
 */
export function sameOriginOnly(services: Services) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    // Keys are sent by hand, never by a browser on its own.
    if (!safeMethods.has(c.req.method) && !isOfSystem(c)) {
      const site = c.req.header('sec-fetch-site');
      const origin = c.req.header('origin');
      const fits =
        (site !== undefined || origin !== undefined) &&
        (site === undefined || site === 'same-origin') &&
        (origin === undefined || isOwnOrigin(origin, c.req.header('host'), services.publicUrl));
      if (!fits)
        throw new ItineraError('not-allowed', 'Changes are taken from pages of this address only.', {
          reason: 'cross-site',
        });
    }
    await next();
  });
}

/** The configured address, or the very host that was asked, by the same scheme (a development machine has several names). */
function isOwnOrigin(origin: string, host: string | undefined, publicUrl: URL): boolean {
  if (origin === publicUrl.origin) return true;
  if (!URL.canParse(origin) || host === undefined) return false;
  const { protocol, host: from } = new URL(origin);
  return protocol === publicUrl.protocol && from === host;
}
