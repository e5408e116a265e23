import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** What only designers of forms and conditions hold: their places on the page, and what their checks find. */
const marks = [
  ...['field-editor', 'editor-title', 'conditions-title'],
  ...['too-many-fields', 'option-label-missing', 'options-too-many', 'option-code-form', 'limits-crossed'],
];

/** All that a browser can download of an application, as it was built. */
function downloaded(build: string): { files: number; text: string } {
  const folder = fileURLToPath(new URL(`../../apps/${build}/`, import.meta.url));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(js|css|html|json)$/.test(name),
  );
  return {
    files: files.length,
    text: files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n'),
  };
}

test('the portal never downloads the designer', () => {
  const portal = downloaded('portal/build/client');
  expect(portal.files).toBeGreaterThan(20);
  expect(marks.filter((mark) => portal.text.includes(mark))).toEqual([]);
  // The control: where it is, each of them is found.
  const office = downloaded('backoffice/build');
  expect(marks.filter((mark) => !office.text.includes(mark))).toEqual([]);
});
