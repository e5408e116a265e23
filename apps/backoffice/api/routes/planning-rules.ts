import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { id, revision, validate } from '../validate.ts';

const one = z.object({ customerId: id });
const interval = z.object({ from: z.string().max(5), to: z.string().max(5) });

/** What hours must be like is the domain's affair. */
const rules = z.object({
  openingHours: z.record(z.string().max(1), z.array(interval).max(24)).nullable(),
  mode: z.enum(['restrict', 'prefer'], 'must be restrict or prefer').nullable(),
  technicianIds: z.array(id).max(200, 'are too many'),
  last: z.boolean('must be yes or no'),
  serviceZoneId: id.nullish(),
  revision,
});

/** When a customer is open, and whom they want. */
export function planningRulesRoutes({ core: { planningRules } }: Services) {
  return new Hono<UnitEnv>()
    .get('/:customerId/planning-rules', validate('param', one), async (c) =>
      c.json(await planningRules.read(c.get('scope'), c.req.valid('param').customerId)),
    )
    .put('/:customerId/planning-rules', validate('param', one), validate('json', rules), async (c) => {
      const { customerId } = c.req.valid('param');
      await planningRules.save(c.get('scope'), { ...c.req.valid('json'), customerId });
      return c.json(await planningRules.read(c.get('scope'), customerId));
    });
}
