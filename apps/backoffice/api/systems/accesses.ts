import type { ApiAccess } from '@itinera/core';
import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { languages } from '@itinera/core/shared';
import type { Services } from '../context.ts';
import type { Door } from './door.ts';
import type { SystemEnv } from './env.ts';
import { answers, id, moment, told } from './shapes.ts';

const access = z
  .strictObject({
    id,
    name: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    language: z.enum(languages),
    allowed: z.boolean(),
    customerIds: z.array(id),
    permanentLinkSince: moment.nullable(),
  })
  .openapi('Access');
const change = z
  .strictObject({ allowed: z.boolean('must be true or false') })
  .openapi('AccessChange', { example: { allowed: false } });

/** Who may sign in to the portal (CAD-CU-04); what they sign in with secretly is in no answer. */
export function addAccesses(app: OpenAPIHono<SystemEnv>, { core: { api } }: Services, door: Door): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/customers/{customerId}/accesses',
      operationId: 'customer.accesses',
      middleware: door('customer.accesses'),
      request: { params: z.object({ customerId: id }) },
      responses: answers(200, 'All of them, allowed or not', z.strictObject({ items: z.array(access) })),
    }),
    async (c) => {
      const items = await api.accesses(c.get('scope'), c.req.valid('param').customerId);
      return c.json({ items: items.map(shown) }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'patch',
      path: '/accesses/{accessId}',
      operationId: 'access.update',
      middleware: door('access.update'),
      request: {
        params: z.object({ accessId: id }),
        body: { required: true, content: { 'application/json': { schema: change } } },
      },
      responses: answers(200, 'The access as it is now', access),
    }),
    async (c) => {
      const input = { ...c.req.valid('json'), ...c.req.valid('param') };
      return c.json(shown(await api.updateAccess(c.get('scope'), input)), 200);
    },
  );
}

function shown({ permanentLinkSince, ...rest }: ApiAccess) {
  return { ...rest, permanentLinkSince: told(permanentLinkSince) };
}
