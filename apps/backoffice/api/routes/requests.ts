import { formLimits, requestKinds, requestStates } from '@itinera/core/shared';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { id, pageNumber, revision, validate } from '../validate.ts';

const filter = z.object({
  state: z.enum(requestStates).optional(),
  kind: z.enum(requestKinds).optional(),
  customer: id.optional(),
  intervention: id.optional(),
  page: pageNumber.optional(),
});

const closing = z.object({
  revision,
  answer: z.string('must be text').max(20_000, 'is too long'),
  fileIds: z.array(id).max(formLimits.files, `must have at most ${formLimits.files}`).default([]),
});

/** What customers ask for in the portal, and that it was dealt with. */
export function requestRoutes({ core: { requests } }: Services) {
  return new Hono<UnitEnv>()
    .get('/', validate('query', filter), async (c) => {
      const { customer, intervention, ...query } = c.req.valid('query');
      const input = { ...query, customerId: customer, interventionId: intervention };
      return c.json(await requests.list(c.get('scope'), input));
    })
    .get('/count', async (c) => c.json(await requests.count(c.get('scope'))))
    .post(
      '/:requestId/close',
      validate('param', z.object({ requestId: id })),
      validate('json', closing),
      async (c) => {
        const input = { ...c.req.valid('param'), ...c.req.valid('json') };
        return c.json(await requests.close(c.get('scope'), input));
      },
    );
}
