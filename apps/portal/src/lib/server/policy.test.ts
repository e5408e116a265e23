import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { policy } from './policy.ts';

const routes = fileURLToPath(new URL('../../routes/', import.meta.url));

/** The id of every route that answers: a page or an endpoint. */
function routeIds(): string[] {
  const files = readdirSync(routes, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(^|\/)\+(page|server)(\.server)?\.(svelte|ts)$/.test(file),
  );
  return [...new Set(files.map((file) => (dirname(file) === '.' ? '/' : `/${dirname(file)}`)))];
}

test('S27: the policy table names every route, and no other', () => {
  expect(routeIds().length).toBeGreaterThan(15);
  expect(Object.keys(policy).sort()).toEqual(routeIds().sort());
});
