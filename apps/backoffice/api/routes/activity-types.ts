import { Hono } from 'hono';
import type { Services, UnitEnv } from '../context.ts';

/** What can be done for a customer. */
export function activityTypeRoutes({ core }: Services) {
  return new Hono<UnitEnv>().get('/', async (c) =>
    c.json({ items: await core.catalogue.activityTypes(c.get('scope')) }),
  );
}
