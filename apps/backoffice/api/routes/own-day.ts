import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { isoDate, validate } from '../validate.ts';

/** A technician's own day, as their phone shows and keeps it; null for who is no technician of the unit. */
export function ownDayRoutes({ core }: Services) {
  return new Hono<UnitEnv>().get('/', validate('query', z.object({ date: isoDate.optional() })), async (c) =>
    c.json({ now: core.clock.now(), day: await core.ownDay.page(c.get('scope'), c.req.valid('query')) }),
  );
}
