import { expect, test } from 'vitest';
import { temporaryTree } from '../../test/helpers/temporary-tree.ts';
import { checkFileSizes } from './file-sizes.ts';

const lines = (count: number) => `${'const a = 1;\n'.repeat(count)}`;

test('500 lines pass and 501 fail; generated and installed code is not counted', () => {
  const tree = temporaryTree({
    'a.ts': lines(10),
    'b/b.svelte': lines(10),
    'c.ts': lines(500),
    'src/paraglide/generated.js': lines(9000),
    'node_modules/x/index.js': lines(9000),
    'packages/db/migrations/meta.js': lines(9000),
  });
  expect(checkFileSizes(tree)).toEqual({ failures: [], note: '3 files, median 10 lines, 1 over 300' });
  const longer = temporaryTree({ 'a.ts': lines(10), 'b/b.ts': lines(10), 'c.ts': lines(501) });
  expect(checkFileSizes(longer).failures).toEqual([expect.stringContaining('c.ts: 501 lines')]);
});

test('a median of 100 lines fails', () => {
  const tree = temporaryTree({ 'a.ts': lines(100), 'b.ts': lines(100), 'c.ts': lines(1) });
  expect(checkFileSizes(tree).failures).toEqual([expect.stringContaining('median')]);
});
