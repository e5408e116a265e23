import { OpenAPIHono } from '@hono/zod-openapi';
import { ItineraError } from '@itinera/core';
import type { Services } from '../context.ts';
import { addAccesses } from './accesses.ts';
import { addCatalogue } from './catalogue.ts';
import { addConfig } from './config.ts';
import { addCustomers } from './customers.ts';
import { systemDoor } from './door.ts';
import type { SystemEnv } from './env.ts';
import { addInterventions } from './interventions.ts';
import { systemRoutes } from './route-list.ts';
import { addSlots } from './slots.ts';

/**
 * The interface for other systems (docs/api.md), below `/api/v1`: every route has a door of its own, which asks for the
 * key. The OpenAPI document is made from the routes themselves.
 */
export function systemApi(services: Services): OpenAPIHono<SystemEnv> {
  const door = systemDoor(services);
  const app = new OpenAPIHono<SystemEnv>({
    defaultHook(result) {
      if (result.success) return;
      if (result.target === 'param') throw new ItineraError('not-found', 'There is nothing at this address.');
      const [issue] = result.error.issues;
      const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
      const field = [...(issue?.path ?? []), ...(unknown === undefined ? [] : [unknown])].join('.');
      const what =
        unknown === undefined ? (issue?.message ?? 'is not valid') : 'is not known here: leave it out';
      const named = field || result.target;
      throw new ItineraError('invalid', `${named} ${what}`, { field: named });
    },
  });
  addConfig(app, services, door);
  addCatalogue(app, services, door);
  addCustomers(app, services, door);
  addAccesses(app, services, door);
  addInterventions(app, services, door);
  addSlots(app, services, door);

  const document = openApi(app, services);
  const readDocument = door('openapi.read');
  // Staff who are signed in read it too: the gate has seen their session.
  app.get(
    '/openapi.json',
    (c, next) => (c.req.header('authorization') === undefined ? next() : readDocument(c, next)),
    (c) => c.json(document),
  );
  return app;
}

/** The document, with the routes' names and rights from their list. */
function openApi(app: OpenAPIHono<SystemEnv>, { publicUrl }: Services) {
  app.openAPIRegistry.registerComponent('securitySchemes', 'key', { type: 'http', scheme: 'bearer' });
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Itinera',
      version: '1',
      description:
        'For other systems. Routes and fields are added, never taken away or given another meaning.',
    },
    servers: [{ url: `${publicUrl.origin}/api/v1` }],
    security: [{ key: [] }],
  });
  for (const { id, method, path, rights, summary } of systemRoutes) {
    const operation = document.paths?.[path]?.[method.toLowerCase() as 'get' | 'post' | 'patch'];
    if (!operation) continue;
    operation.operationId = id;
    operation.summary = summary;
    const takes: readonly string[] = rights;
    if (takes.length > 0) operation.description = `Takes the right ${takes.join(' or ')}.`;
  }
  return document;
}
