import { expect, test } from 'vitest';
import { createKeys, newToken, sameSecret, tokenHash } from './keys.ts';

const keys = createKeys('a secret of at least thirty-two characters');

test('a keyed hash depends on secret, purpose and value', () => {
  const hashes = [
    keys.mac('code', '1'),
    keys.mac('code', '2'),
    keys.mac('other', '1'),
    createKeys('another secret of at least thirty-two').mac('code', '1'),
  ];
  expect(new Set(hashes).size).toBe(4);
  expect(keys.mac('code', '1')).toBe(hashes[0]);
});

test('what was sealed opens only with the same secret, purpose and owner, unaltered', () => {
  const sealed = keys.seal('message', 'Il codice è 012345', 'message-1');
  expect(keys.open('message', sealed, 'message-1')).toBe('Il codice è 012345');
  expect(sealed).not.toBe(keys.seal('message', 'Il codice è 012345', 'message-1'));
  const altered = Buffer.from(sealed, 'base64url');
  altered[altered.length - 1] = (altered[altered.length - 1] ?? 0) ^ 1;
  expect(() => keys.open('message', sealed, 'message-2')).toThrow();
  expect(() => keys.open('totp', sealed, 'message-1')).toThrow();
  expect(() => keys.open('message', altered.toString('base64url'), 'message-1')).toThrow();
  expect(() => keys.open('message', sealed.slice(0, 20), 'message-1')).toThrow();
  expect(() =>
    createKeys('another secret of at least thirty-two').open('message', sealed, 'message-1'),
  ).toThrow();
});

test('a token has 256 bits and is found again by its hash', () => {
  const { token, hash } = newToken();
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  expect(tokenHash(token)).toBe(hash);
  expect(newToken().token).not.toBe(token);
});

test('secrets of different length are not the same, and nothing throws', () => {
  expect(sameSecret('abc', 'abc')).toBe(true);
  expect(sameSecret('abc', 'abd')).toBe(false);
  expect(sameSecret('abc', 'ab')).toBe(false);
  expect(sameSecret('', '')).toBe(true);
});
