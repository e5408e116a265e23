import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBackofficeApi, type BackofficeApi } from '../../../../test/fixtures/backoffice-api.ts';
import {
  askWith,
  documentOf,
  otherSystem,
  schemaIn,
  type OpenApi,
} from '../../../../test/fixtures/other-system.ts';
import { servedAt, systemRoutes } from './route-list.ts';

let office: BackofficeApi;
let document: OpenApi;
beforeAll(async () => {
  office = await openBackofficeApi();
  document = await documentOf(office);
});
afterAll(() => office.close());

/** Routes of the document as the router writes them. */
const documented = () =>
  Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => servedAt({ method: method.toUpperCase() as 'GET', path })),
  );

test('the OpenAPI 3.1 document and the list of routes name every route that is served, and no other', () => {
  expect(document.openapi).toBe('3.1.0');
  const listed = systemRoutes.map(servedAt);
  const served = office.api.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path}`);
  expect(listed.filter((route) => !served.includes(route))).toEqual([]);
  // The document says nothing of itself.
  const described = listed.filter((route) => route !== 'GET /api/v1/openapi.json');
  expect(documented().sort()).toEqual(described.sort());
  // Those that are no other system's belong to the pages, and are known by their prefix.
  const ofPages = /^\w+ \/api\/v1\/(business-units|sign-in|sign-out|me|invitation|account)(\/|$)/;
  const others = [...new Set(served)].filter((route) => route.includes('/api/v1/') && !ofPages.test(route));
  expect(others.sort()).toEqual(listed.sort());
});

test('staff who are signed in read it, and a good key; nobody else does', async () => {
  const { ask } = await otherSystem(office, { rights: ['close'] });
  expect((await ask('GET', '/openapi.json')).body).toEqual(document);
  expect((await askWith(office, null, 'GET', '/openapi.json')).status).toBe(401);
  expect((await askWith(office, 'itk_x', 'GET', '/openapi.json')).status).toBe(401);
});

test('every operation has its name, its right, what it answers and how it refuses', () => {
  for (const { id, method, path, rights } of systemRoutes) {
    if (id === 'openapi.read') continue;
    const operation = document.paths[path]?.[method.toLowerCase()];
    expect(operation?.operationId, id).toBe(id);
    if (rights.length > 0) expect(JSON.stringify(operation)).toContain(`Takes the right ${rights[0]}`);
    expect(Object.keys(operation?.responses ?? {})).toEqual(
      expect.arrayContaining(['400', '401', '403', '404', '409', '422', '429']),
    );
  }
});

test('every example is what its schema says', () => {
  let examples = 0;
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    const { example } = schema as { example?: unknown };
    if (example === undefined) continue;
    examples += 1;
    const { error } = schemaIn(document, schema).safeParse(example);
    expect(error?.issues ?? [], name).toEqual([]);
  }
  expect(examples).toBeGreaterThan(3);
  // The control: something else is not.
  expect(schemaIn(document, document.components.schemas['Customer']).safeParse({ id: 1 }).success).toBe(
    false,
  );
});
