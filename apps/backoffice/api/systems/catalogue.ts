import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import type { Services } from '../context.ts';
import type { Door } from './door.ts';
import type { SystemEnv } from './env.ts';
import { answers, id } from './shapes.ts';

const seconds = z.int().openapi({ description: 'Seconds' });
const type = z
  .strictObject({
    id,
    reference: z.string(),
    name: z.string(),
    description: z.string(),
    category: z.string(),
    kind: z.string(),
    duration: seconds,
    active: z.boolean(),
  })
  .openapi('ActivityType');
const details = z
  .strictObject({
    ...type.shape,
    bufferBefore: seconds,
    bufferAfter: seconds,
    notice: seconds.openapi({ description: 'Nothing is offered sooner than in so many seconds' }),
    horizonDays: z.int(),
    step: seconds.openapi({ description: 'Between the starts that are offered' }),
    width: seconds.openapi({ description: 'Of the window that is promised' }),
    slack: seconds,
    skills: z.record(z.string(), z.int()).openapi({ description: 'Code and least level' }),
  })
  .openapi('ActivityTypeDetails');

export function addCatalogue(app: OpenAPIHono<SystemEnv>, { core: { api } }: Services, door: Door): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/activity-types',
      operationId: 'activity-type.list',
      middleware: door('activity-type.list'),
      responses: answers(200, 'The types', z.strictObject({ items: z.array(type) })),
    }),
    async (c) => c.json({ items: await api.activityTypes(c.get('scope')) }, 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/activity-types/{activityTypeId}',
      operationId: 'activity-type.read',
      middleware: door('activity-type.read'),
      request: { params: z.object({ activityTypeId: id }) },
      responses: answers(200, 'The type', details),
    }),
    async (c) => c.json(await api.activityType(c.get('scope'), c.req.valid('param').activityTypeId), 200),
  );
}
