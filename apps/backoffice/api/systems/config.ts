import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { apiRights } from '@itinera/core/shared';
import type { Services } from '../context.ts';
import type { Door } from './door.ts';
import type { SystemEnv } from './env.ts';
import { systemRoutes, type SystemRoute } from './route-list.ts';
import { answers, id } from './shapes.ts';

const config = z
  .strictObject({
    rights: z.array(z.enum(apiRights)),
    activityTypeIds: z.array(id).nullable().openapi({ description: 'null: every type' }),
    routes: z.array(
      z.strictObject({
        id: z.string().openapi({ example: 'intervention.list' }),
        method: z.string(),
        url: z.string(),
        summary: z.string(),
        rights: z.array(z.enum(apiRights)).openapi({ description: 'It takes one of these' }),
        allowed: z.boolean().openapi({ description: 'Whether this key has it' }),
      }),
    ),
  })
  .openapi('Config');

/** CAD-AP-04: the interface lists its own routes. */
export function addConfig(app: OpenAPIHono<SystemEnv>, { publicUrl }: Services, door: Door): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/config',
      operationId: 'config.read',
      middleware: door('config.read'),
      responses: answers(200, 'The routes', config),
    }),
    (c) => {
      const { rights, activityTypeIds } = c.get('scope');
      const all: readonly SystemRoute[] = systemRoutes;
      return c.json(
        {
          rights: [...rights],
          activityTypeIds: activityTypeIds && [...activityTypeIds],
          routes: all.map((route) => ({
            id: route.id,
            method: route.method,
            url: `${publicUrl.origin}/api/v1${route.path}`,
            summary: route.summary,
            rights: [...route.rights],
            allowed: route.rights.length === 0 || route.rights.some((right) => rights.includes(right)),
          })),
        },
        200,
      );
    },
  );
}
