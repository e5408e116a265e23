import { Hono } from 'hono';
import type { ApiEnv, Services } from '../context.ts';

/** `/healthz`: the process lives. `/readyz`: its store answers (503 while it does not). */
export function healthRoutes({ core }: Services) {
  return new Hono<ApiEnv>()
    .get('/healthz', (c) => c.text('ok', 200, { 'Cache-Control': 'no-store' }))
    .get('/readyz', async (c) => {
      await core.ready();
      return c.text('ready', 200, { 'Cache-Control': 'no-store' });
    });
}
