import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { id, idempotency, isoDate, revision, validate } from '../validate.ts';

const day = z.object({ technicianId: id, date: isoDate });
const local = z.string('must be a date and a time').max(30, 'is too long');
const accepted = z.strictObject({
  moves: z
    .array(z.strictObject({ interventionId: id, technicianId: id, revision }))
    .max(100, 'must have at most 100 moves'),
  absence: z
    .strictObject({ technicianId: id, from: local, to: local, reason: z.string().max(300, 'is too long') })
    .optional(),
});

/** Giving what is left of a day, or one visit, to others: the plan of it, and doing what was accepted. */
export function handingOverRoutes({ core: { handingOver } }: Services) {
  return new Hono<UnitEnv>()
    .get('/days/:technicianId/:date', validate('param', day), async (c) =>
      c.json(await handingOver.propose(c.get('scope'), c.req.valid('param'))),
    )
    .get('/visits/:interventionId', validate('param', z.object({ interventionId: id })), async (c) =>
      c.json(await handingOver.propose(c.get('scope'), c.req.valid('param'))),
    )
    .post('/', validate('header', idempotency), validate('json', accepted), async (c) => {
      const idempotencyKey = c.req.valid('header')['idempotency-key'];
      return c.json(await handingOver.accept(c.get('scope'), { ...c.req.valid('json'), idempotencyKey }));
    });
}
