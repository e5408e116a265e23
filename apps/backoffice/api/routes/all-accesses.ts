import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { validate } from '../validate.ts';

const wish = z.object({ enabled: z.boolean() });

/** All accesses of the unit together: numbers, allowing or forbidding all, and what new ones are like. */
export function allAccessesRoutes({ core: { accesses } }: Services) {
  return new Hono<UnitEnv>()
    .get('/', async (c) => c.json(await accesses.overview(c.get('scope'))))
    .put('/enabled', validate('json', wish), async (c) =>
      c.json(await accesses.setEveryEnabled(c.get('scope'), c.req.valid('json'))),
    )
    .put('/new-enabled', validate('json', wish), async (c) => {
      await accesses.setNewEnabled(c.get('scope'), c.req.valid('json'));
      return c.json(c.req.valid('json'));
    });
}
