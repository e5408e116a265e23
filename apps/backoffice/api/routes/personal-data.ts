import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { id, revision, validate } from '../validate.ts';

const customer = validate('param', z.object({ customerId: id }));
const access = validate('param', z.object({ accessId: id }));
const confirmation = validate(
  'json',
  z.object({ confirm: z.string().max(200, 'must have at most 200 characters') }),
);
const months = z
  .int('must be a whole number of months')
  .min(1, 'must be at least 1')
  .max(600, 'must be at most 600')
  .nullable();
const settings = z.object({
  visitMonths: months,
  accessMonths: months,
  messageMonths: months,
  revision,
});

/** Personal data of the unit: what is kept how long, and a customer or a person handed out or erased. */
export function personalDataRoutes({ core: { personalData } }: Services) {
  return new Hono<UnitEnv>()
    .get('/', async (c) => c.json(await personalData.page(c.get('scope'))))
    .put('/retention', validate('json', settings), async (c) => {
      await personalData.setRetention(c.get('scope'), c.req.valid('json'));
      return c.json({ stored: true });
    })
    .get('/customers/:customerId', customer, async (c) =>
      c.json(await personalData.customerOutlook(c.get('scope'), c.req.valid('param').customerId)),
    )
    .post('/customers/:customerId/export', customer, async (c) =>
      c.json(await personalData.exportCustomer(c.get('scope'), c.req.valid('param'))),
    )
    .post('/customers/:customerId/erase', customer, confirmation, async (c) => {
      await personalData.eraseCustomer(c.get('scope'), { ...c.req.valid('param'), ...c.req.valid('json') });
      return c.json({ erased: true });
    })
    .get('/accesses/:accessId', access, async (c) =>
      c.json(await personalData.accessOutlook(c.get('scope'), c.req.valid('param').accessId)),
    )
    .post('/accesses/:accessId/export', access, async (c) =>
      c.json(await personalData.exportAccess(c.get('scope'), c.req.valid('param'))),
    )
    .post('/accesses/:accessId/erase', access, confirmation, async (c) => {
      await personalData.eraseAccess(c.get('scope'), { ...c.req.valid('param'), ...c.req.valid('json') });
      return c.json({ erased: true });
    });
}
