import { interventionProblems } from '@itinera/core/shared';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { id, idempotency, isoDate, pageNumber, validate } from '../validate.ts';

const filter = z.object({
  search: z.string().trim().max(100).optional(),
  status: z
    .enum(['pending', 'autoassign_pending', 'in_progress', 'intermediate', 'terminated', 'canceled'])
    .optional(),
  planned: z.enum(['yes', 'no']).optional(),
  problem: z.enum(interventionProblems).optional(),
  technician: id.optional(),
  customer: id.optional(),
  from: isoDate.optional(),
  to: isoDate.optional(),
  page: pageNumber.optional(),
});

const newIntervention = z.object({
  activityTypeId: id,
  customerId: id,
  addressId: id,
  comment: z.string().trim().max(2000),
});

/** Interventions: a page of the list, one of them whole, and making one. */
export function interventionRoutes({ core }: Services) {
  return new Hono<UnitEnv>()
    .get('/', validate('query', filter), async (c) => {
      const { planned, technician, customer, ...rest } = c.req.valid('query');
      return c.json(
        await core.interventions.list(c.get('scope'), {
          ...rest,
          planned: planned === undefined ? undefined : planned === 'yes',
          technicianId: technician,
          customerId: customer,
        }),
      );
    })
    .get('/:interventionId', validate('param', z.object({ interventionId: id })), async (c) => {
      const { interventionId } = c.req.valid('param');
      return c.json(await core.interventions.page(c.get('scope'), interventionId));
    })
    .post('/', validate('header', idempotency), validate('json', newIntervention), async (c) => {
      const idempotencyKey = c.req.valid('header')['idempotency-key'];
      const input = { ...c.req.valid('json'), idempotencyKey };
      return c.json(await core.interventions.create(c.get('scope'), input), 201);
    });
}
