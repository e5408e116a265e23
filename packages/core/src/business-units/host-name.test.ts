import { expect, test } from 'vitest';
import { hostNameOf, isReservedSlug } from './host-name.ts';

test.each([
  ['service.example.com', 'service.example.com'],
  [' Service.Example.COM. ', 'service.example.com'],
  ['bücher.example', 'xn--bcher-kva.example'],
  ['ｓｅｒｖｉｃｅ.example.com', 'service.example.com'],
  ['a.b-c.example', 'a.b-c.example'],
])('IMV-12 %s is the host %s', (typed, host) => expect(hostNameOf(typed)).toBe(host));

test.each([
  '',
  'localhost',
  'https://service.example.com',
  'service.example.com/portal',
  'service.example.com:8443',
  'me@service.example.com',
  'service .example.com',
  'service\u200b.example.com',
  '-service.example.com',
  'service-.example.com',
  'service..example.com',
  '*.example.com',
  '127.0.0.1',
  '0x7f.1',
  '[::1]',
  'service.example.42',
  `${'a'.repeat(64)}.example.com`,
  `${'a.'.repeat(130)}com`,
])('IMV-12 “%s” is no host of one’s own', (typed) => expect(hostNameOf(typed)).toBeNull());

test('CLV-10 words of the installation, and what looks like an international label, are no slugs', () => {
  for (const word of ['www', 'admin', 'login', 'xn--bcher-kva']) expect(isReservedSlug(word)).toBe(true);
  for (const word of ['vaduz', 'heating-9490', 'adm-in']) expect(isReservedSlug(word)).toBe(false);
});
