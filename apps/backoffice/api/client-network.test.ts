import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { clientNetworkFinder } from './client-network.ts';

/** A request as Node tells of it: only the peer's address and the headers matter here. */
function request(remoteAddress: string, forwarded?: string, headers: Record<string, string> = {}) {
  return {
    socket: { remoteAddress },
    headers: { ...headers, ...(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }) },
  } as unknown as IncomingMessage;
}

describe('where a request comes from (S10)', () => {
  const find = clientNetworkFinder(['10.0.0.0/8', '192.168.1.7', 'fd00::/8']);

  it('is the peer, whatever headers a stranger sends', () => {
    const spoofed = { 'x-real-ip': '9.9.9.9', forwarded: 'for=9.9.9.9', 'cf-connecting-ip': '9.9.9.9' };
    expect(find(request('203.0.113.9', '1.2.3.4', spoofed))).toBe('203.0.113.9');
    expect(find(request('203.0.113.9', '10.0.0.1'))).toBe('203.0.113.9');
    expect(clientNetworkFinder([])(request('10.1.2.3', '203.0.113.9'))).toBe('10.1.2.3');
  });

  it('is what the trusted proxies saw, not what the client claimed', () => {
    expect(find(request('10.1.2.3', '203.0.113.9'))).toBe('203.0.113.9');
    expect(find(request('10.1.2.3', '1.1.1.1, 203.0.113.9'))).toBe('203.0.113.9');
    expect(find(request('10.1.2.3', '1.1.1.1, 203.0.113.9, 192.168.1.7'))).toBe('203.0.113.9');
    expect(find(request('fd00::1', '2001:db8::9'))).toBe('2001:db8::9');
    expect(find(request('::ffff:10.1.2.3', '::ffff:203.0.113.9'))).toBe('203.0.113.9');
  });

  it('stops at what is no address', () => {
    expect(find(request('10.1.2.3', '203.0.113.9, nonsense'))).toBe('10.1.2.3');
    expect(find(request('10.1.2.3', ''))).toBe('10.1.2.3');
  });

  it.each(['proxy.example', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', 'fd00::/129', '10.0.0.0/-1', ''])(
    'refuses %j as a proxy',
    (entry) => {
      expect(() => clientNetworkFinder([entry])).toThrow(`TRUSTED_PROXIES: "${entry}"`);
    },
  );
});
