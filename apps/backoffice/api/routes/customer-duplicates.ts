import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { id, revision, validate } from '../validate.ts';

const one = z.object({ customerId: id });
const pair = z.object({ customerId: id, otherId: id });
const other = z.object({ otherId: id });
const merge = z.object({
  mergedId: id,
  keptRevision: revision,
  mergedRevision: revision,
  choices: z.record(z.string().max(50), z.enum(['kept', 'merged'], 'must be kept or merged')),
});

/** Customers that may be the same one: pairs, what speaks for it, that they are not, and making them one. */
export function customerDuplicateRoutes({ core: { customers } }: Services) {
  return new Hono<UnitEnv>()
    .get('/duplicates', async (c) => c.json(await customers.duplicates(c.get('scope'))))
    .get('/:customerId/duplicates', validate('param', one), async (c) =>
      c.json({ pairs: await customers.duplicatesOf(c.get('scope'), c.req.valid('param').customerId) }),
    )
    .post('/:customerId/part', validate('param', one), validate('json', other), async (c) => {
      await customers.part(c.get('scope'), { ...c.req.valid('param'), ...c.req.valid('json') });
      return c.json({});
    })
    .get('/:customerId/merge/:otherId', validate('param', pair), async (c) => {
      const { customerId: keptId, otherId: mergedId } = c.req.valid('param');
      return c.json(await customers.mergePreview(c.get('scope'), { keptId, mergedId }));
    })
    .post('/:customerId/merge', validate('param', one), validate('json', merge), async (c) => {
      const { customerId: keptId } = c.req.valid('param');
      await customers.merge(c.get('scope'), { ...c.req.valid('json'), keptId });
      return c.json({ id: keptId });
    });
}
