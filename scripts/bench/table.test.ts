import { expect, test } from 'vitest';
import { table } from './table.ts';

test('figures stand under each other, unused columns are left out', () => {
  const rows = [
    { name: 'small', n: 200, p50: 0.12345, p95: 12.345, unit: 'ms' },
    { name: 'large one', n: 20, p50: 1234.5, p95: 2000, unit: 'ms', note: 'recorded travel' },
  ];
  expect(table(rows).split('\n')).toEqual([
    'name         n    p50   p95  unit  note',
    'small      200  0.123  12.3  ms',
    'large one   20   1235  2000  ms    recorded travel',
  ]);
});
