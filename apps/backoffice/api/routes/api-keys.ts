import { apiRights } from '@itinera/core/shared';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { id, isoDate, revision, validate } from '../validate.ts';

const one = z.object({ apiKeyId: id });
/** What a key must be like is the domain's affair. */
const fields = z.strictObject({
  name: z.string('must be text').max(200, 'is too long'),
  description: z.string('must be text').max(2000, 'is too long'),
  rights: z.array(z.enum(apiRights, 'must be a right')).max(20, 'are too many'),
  activityTypeIds: z.array(id).max(500, 'are too many').nullable(),
  lastDay: isoDate.nullable(),
});
const edited = fields.extend({ revision });

/** The keys of other systems; a new one's text is in that answer alone. */
export function apiKeyRoutes({ core: { apiKeys } }: Services) {
  return new Hono<UnitEnv>()
    .get('/', async (c) => c.json(await apiKeys.list(c.get('scope'))))
    .post('/', validate('json', fields), async (c) =>
      c.json(await apiKeys.create(c.get('scope'), c.req.valid('json')), 201),
    )
    .put('/:apiKeyId', validate('param', one), validate('json', edited), async (c) => {
      await apiKeys.edit(c.get('scope'), { ...c.req.valid('json'), ...c.req.valid('param') });
      return c.json({ saved: true });
    })
    .post('/:apiKeyId/revoke', validate('param', one), async (c) => {
      await apiKeys.revoke(c.get('scope'), c.req.valid('param'));
      return c.json({ revoked: true });
    })
    .get(
      '/:apiKeyId/calls',
      validate('param', one),
      validate('query', z.object({ before: id.optional() })),
      async (c) =>
        c.json(await apiKeys.calls(c.get('scope'), { ...c.req.valid('param'), ...c.req.valid('query') })),
    );
}
