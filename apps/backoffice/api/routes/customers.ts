import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { id, pageNumber, validate } from '../validate.ts';

const filter = z.object({ search: z.string().trim().max(100).optional(), page: pageNumber.optional() });

/** Customers: a page of a list, and one of them whole. */
export function customerRoutes({ core }: Services) {
  return new Hono<UnitEnv>()
    .get('/', validate('query', filter), async (c) =>
      c.json(await core.customers.search(c.get('scope'), c.req.valid('query'))),
    )
    .get('/:customerId', validate('param', z.object({ customerId: id })), async (c) =>
      c.json(await core.customers.page(c.get('scope'), c.req.valid('param').customerId)),
    );
}
