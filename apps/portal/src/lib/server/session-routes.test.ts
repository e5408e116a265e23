import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const routes = join(import.meta.dirname, '../../routes');
const documented = join(import.meta.dirname, '../../../../../docs/sign-in.md');

/** Routes whose server code gives the browser a session. */
function sessionRoutes(): string[] {
  return readdirSync(routes, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('server.ts'))
    .filter((file) => givesSession(readFileSync(join(routes, file), 'utf8')))
    .map((file) => `/${file.split('/').slice(0, -1).join('/')}`)
    .sort();
}

function givesSession(source: string): boolean {
  return /\benter\(event|setCookie\(event, '(session|preview)'/.test(source);
}

test('S13 the routes that can open or renew a session are those that the documentation lists', () => {
  const text = readFileSync(documented, 'utf8');
  const listed = [...text.matchAll(/^\| `POST (\/\S*)`/gm)].map(([, path]) => path).sort();
  expect(listed.length).toBeGreaterThan(3);
  expect(sessionRoutes()).toEqual(listed);
});

test('S13 nothing but these routes and their helper writes the session cookie', () => {
  const source = join(import.meta.dirname, '../..');
  const writers = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (file) =>
      /\.(ts|svelte)$/.test(file) &&
      !file.endsWith('.test.ts') &&
      /setCookie\([^)]*'(session|preview)'/.test(readFileSync(join(source, file), 'utf8')),
  );
  expect(writers.sort()).toEqual([
    'lib/server/enter.ts',
    'routes/account/change/+page.server.ts',
    'routes/preview/+page.server.ts',
    'routes/sign-in/choose/+page.server.ts',
  ]);
});

test('S13 control: a route that opened one would be seen', () => {
  expect(givesSession("return enter(event, result, '/');")).toBe(true);
  expect(givesSession("setCookie(event, 'session', token);")).toBe(true);
  expect(givesSession("deleteCookie(event, 'session');")).toBe(false);
});
