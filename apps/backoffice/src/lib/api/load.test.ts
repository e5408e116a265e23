import { describe, expect, it } from 'vitest';
import { safeNext, signInAddress } from './load.ts';

describe('where to go after signing in (S25)', () => {
  it('comes back to the page that was asked for', () => {
    const address = signInAddress(new URL('http://x.test/interventions?search=a%26b&page=2'));
    const next = new URL(address, 'http://x.test').searchParams.get('next');
    expect(safeNext(next)).toBe('/interventions?search=a%26b&page=2');
  });

  it.each([
    ['https://evil.test/'],
    ['//evil.test/'],
    ['/\\evil.test'],
    ['/\t/evil.test'],
    ['///evil.test'],
    ['\\\\evil.test'],
    ['javascript:alert(1)'],
    ['data:text/html,x'],
    ['/..//evil.test'],
    ['interventions'],
    [' /\n/evil.test'],
    ['http:evil.test'],
    ['/%0a//evil.test/..//evil.test'],
    [''],
    [null],
  ])('never leaves this application: %j', (next) => {
    const target = safeNext(next);
    expect(new URL(target, 'http://here.test').origin).toBe('http://here.test');
    expect(target.startsWith('//')).toBe(false);
  });
});
