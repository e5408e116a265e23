import { describe, expect, it } from 'vitest';
import { safePath, withReturn } from './safe-path.ts';

const elsewhere = [
  'https://evil.example',
  'http://evil.example',
  '//evil.example',
  '///evil.example',
  '////evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '\\/evil.example',
  '/\\/evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/\r\n/evil.example',
  '\t//evil.example',
  ' //evil.example',
  '/ /evil.example',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'mailto:a@evil.example',
  'evil.example',
  'evil.example/path',
  '@evil.example',
  ':80',
  '?//evil.example',
  '#//evil.example',
  './/evil.example',
  '..//evil.example',
  'http:evil.example',
  'https:/evil.example',
  'https:///evil.example',
  '/..//evil.example',
  '/.//evil.example',
  '/a/..//evil.example',
  '/%2e%2e//evil.example',
  '\u0000//evil.example',
  '/\u007f/evil.example',
  'http://portal.invalid@evil.example',
  '//portal.invalid@evil.example',
  `/${'a'.repeat(600)}`,
  '/\u0009\\evil.example',
  '',
  null,
  undefined,
];

describe('S25: where a person is sent after signing in', () => {
  it.each(elsewhere)('never to %j', (value) => {
    expect(safePath(value)).toBe('/');
  });

  it.each(['/', '/visits/0190', '/book?x=1', '/book/a/b/when?from=2026-03-01', '/a%2Fb'])(
    'to %j',
    (value) => {
      expect(safePath(value)).toBe(value);
    },
  );

  it('keeps the host whatever the payload (what a browser makes of it)', () => {
    for (const value of elsewhere) {
      expect(new URL(safePath(value), 'https://portal.example').host).toBe('portal.example');
    }
  });

  it('is not asked for the home page', () => {
    expect(withReturn('/sign-in', '/')).toBe('/sign-in');
    expect(withReturn('/sign-in', '/visits/1?a=b')).toBe('/sign-in?to=%2Fvisits%2F1%3Fa%3Db');
  });
});
