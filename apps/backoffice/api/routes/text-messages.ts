import { Hono } from 'hono';
import type { Services, UnitEnv } from '../context.ts';

/** What the unit's text messages come to, and its budgets. */
export function textMessageRoutes({ core }: Services) {
  return new Hono<UnitEnv>().get('/', async (c) => c.json(await core.accessSignIn.smsUsage(c.get('scope'))));
}
