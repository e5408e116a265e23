import { languages } from '@itinera/core/shared';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { id, idempotency, pageNumber, revision, validate } from '../validate.ts';

const filter = z.object({
  search: z.string().trim().max(100).optional(),
  enabled: z.enum(['yes', 'no']).optional(),
  page: pageNumber.optional(),
});
const one = z.object({ accessId: id });
/** null: none. What an address or number must be like is the domain's affair. */
const identifier = z.string().trim().min(1, 'is empty: leave it out').max(320).nullable();
const fields = {
  name: z.string().trim().min(1, 'must not be empty').max(200),
  email: identifier,
  phone: identifier,
  language: z.enum(languages),
  notes: z.string().trim().max(2000),
  customerIds: z.array(id).min(1, 'must name a customer').max(500),
};
const newAccess = z.object({ ...fields, enabled: z.boolean(), invite: z.boolean() });
const editedAccess = z.object({ ...fields, revision });

/** Who may sign in to the portal: a page of the list, one of them whole, and everything that is done to one. */
export function accessRoutes({ core }: Services) {
  const { accesses } = core;
  return new Hono<UnitEnv>()
    .get('/', validate('query', filter), async (c) => {
      const { enabled, ...rest } = c.req.valid('query');
      const wanted = enabled === undefined ? undefined : enabled === 'yes';
      return c.json(await accesses.list(c.get('scope'), { ...rest, enabled: wanted }));
    })
    .post('/', validate('header', idempotency), validate('json', newAccess), async (c) => {
      const idempotencyKey = c.req.valid('header')['idempotency-key'];
      return c.json(await accesses.create(c.get('scope'), { ...c.req.valid('json'), idempotencyKey }), 201);
    })
    .get('/:accessId', validate('param', one), async (c) =>
      c.json(await accesses.page(c.get('scope'), c.req.valid('param').accessId)),
    )
    .put('/:accessId', validate('param', one), validate('json', editedAccess), async (c) => {
      const { accessId } = c.req.valid('param');
      await accesses.edit(c.get('scope'), { ...c.req.valid('json'), accessId });
      return c.json(await accesses.page(c.get('scope'), accessId));
    })
    .delete('/:accessId', validate('param', one), async (c) => {
      await accesses.delete(c.get('scope'), c.req.valid('param').accessId);
      return c.json({ deleted: true });
    })
    .put(
      '/:accessId/enabled',
      validate('param', one),
      validate('json', z.object({ enabled: z.boolean() })),
      async (c) => {
        const { accessId } = c.req.valid('param');
        const { enabled } = c.req.valid('json');
        await accesses.setEnabled(c.get('scope'), { accessId, enabled });
        return c.json({ enabled });
      },
    )
    .post('/:accessId/reopen-sign-in', validate('param', one), async (c) => {
      await accesses.reopenSignIn(c.get('scope'), c.req.valid('param'));
      return c.json({ reopened: true });
    })
    .post('/:accessId/invitation', validate('param', one), validate('header', idempotency), async (c) => {
      const { accessId } = c.req.valid('param');
      const idempotencyKey = c.req.valid('header')['idempotency-key'];
      await accesses.invite(c.get('scope'), { accessId, idempotencyKey });
      return c.json({ invited: true });
    });
}
