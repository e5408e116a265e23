import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

test('equal requests give equal text, whatever the order of their keys', () => {
  expect(canonicalJson({ b: 1, a: { d: [1, { f: 2, e: 3 }], c: undefined } })).toBe(
    canonicalJson({ a: { d: [1, { e: 3, f: 2 }] }, b: 1 }),
  );
  expect(canonicalJson({ a: [1, 2] })).not.toBe(canonicalJson({ a: [2, 1] }));
  expect(canonicalJson({ a: '1' })).not.toBe(canonicalJson({ a: 1 }));
  expect(canonicalJson({ __proto__: null, a: 1 })).toBe('{"a":1}');
});
