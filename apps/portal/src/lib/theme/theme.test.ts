import { expect, it } from 'vitest';
import { themeCss } from './theme-css.ts';

const declarations = '(--[a-z-]+:#[0-9a-f]{6};?)';
const sheet = (count: number) =>
  new RegExp(
    `^:root:root\\{${declarations}{${count}}\\}\\n@media \\(prefers-color-scheme:dark\\)\\{:root:root\\{${declarations}{${count}}\\}\\}\\n$`,
  );

it('the theme is written as plain declarations for both schemes, with a background where there is one', () => {
  expect(themeCss([15, 118, 110], null)).toMatch(sheet(5));
  expect(themeCss([15, 118, 110], [244, 241, 234])).toMatch(sheet(7));
  expect(themeCss([15, 118, 110], [244, 241, 234])).toContain('--page:#f4f1ea');
});
