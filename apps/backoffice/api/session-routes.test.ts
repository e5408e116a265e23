import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const folder = new URL('.', import.meta.url);
const docs = readFileSync(new URL('../../../docs/sign-in.md', folder), 'utf8');
/** What writes the cookie of a staff session. */
const opens = /setStaffCookie\(\s*c,\s*services,\s*'itinera_staff',/g;

function sources(): { file: string; text: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => ({ file, text: readFileSync(new URL(file, folder), 'utf8') }));
}

const openers = (all: { file: string; text: string }[]) =>
  all.flatMap(({ file, text }) => [...text.matchAll(opens)].map(() => file)).sort();

test('S13 the routes that can make a staff session are those that the documentation lists', () => {
  expect(openers(sources())).toEqual(['routes/passkeys.ts', 'routes/sign-in.ts']);
  const said = /The routes that make a staff session are two: `(.+?)` and `(.+?)`\./.exec(docs);
  expect(said?.slice(1)).toEqual(['POST /api/v1/sign-in/code', 'POST /api/v1/sign-in/passkey']);
});

test('S13 control: a route that made one would be seen', () => {
  const more = { file: 'routes/back-door.ts', text: "setStaffCookie(c, services, 'itinera_staff', token)" };
  expect(openers([...sources(), more])).toContain('routes/back-door.ts');
});
