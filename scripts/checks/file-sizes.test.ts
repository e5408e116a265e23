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

test('leaves out an index that only lists exports, and counts it when it holds code', () => {
  const list = Array.from({ length: 300 }, (_, i) => `export {\n  a${i},\n} from './a.ts';`).join('\n');
  expect(checkFileSizes(temporaryTree({ 'index.ts': list })).failures).toEqual([]);
  expect(checkFileSizes(temporaryTree({ 'index.ts': `${list}\nexport const b = 1;` })).failures).toEqual([
    expect.stringContaining('index.ts: 901 lines'),
    expect.stringContaining('median'),
  ]);
});
