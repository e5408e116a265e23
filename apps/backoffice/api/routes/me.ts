import { Hono } from 'hono';
import type { Services, StaffEnv } from '../context.ts';

/** Who is signed in, where they may work, and what the UI must know of the installation. */
export function meRoutes(services: Services) {
  return new Hono<StaffEnv>().get('/', (c) => {
    const { staffUserId, name, email, language, businessUnits } = c.get('session');
    const { basemapUrl, core } = services;
    return c.json({ staffUserId, name, email, language, businessUnits, basemapUrl, now: core.clock.now() });
  });
}
