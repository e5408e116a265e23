import { customerStatuses } from '@itinera/core/shared';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { id, revision, validate } from '../validate.ts';
import { customerFilter, customerQuery } from './customer-query.ts';

const one = z.object({ customerId: id });
const newStatus = z.object({
  status: z.enum(customerStatuses, `must be one of ${customerStatuses.join(', ')}`),
  revision,
});

/** Customers: a page of a list, one of them whole, and what it is to the company. */
export function customerRoutes({ core }: Services) {
  return new Hono<UnitEnv>()
    .get('/', validate('query', customerQuery), async (c) =>
      c.json(await core.customers.search(c.get('scope'), customerFilter(c.req.valid('query')))),
    )
    .get('/:customerId', validate('param', one), async (c) =>
      c.json(await core.customers.page(c.get('scope'), c.req.valid('param').customerId)),
    )
    .put('/:customerId/status', validate('param', one), validate('json', newStatus), async (c) => {
      const { customerId } = c.req.valid('param');
      await core.customers.setStatus(c.get('scope'), { ...c.req.valid('json'), customerId });
      return c.json({ status: c.req.valid('json').status });
    });
}
