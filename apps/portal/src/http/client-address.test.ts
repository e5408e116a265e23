import { describe, expect, it } from 'vitest';
import { clientAddress, proxyList } from './client-address.ts';

const proxies = proxyList(['10.0.0.0/8', '192.168.1.7', 'fd00::/8']);

describe('S10: the client address', () => {
  it('is the socket when nobody trusted stands in front', () => {
    expect(clientAddress('203.0.113.9', undefined, proxies)).toBe('203.0.113.9');
    expect(clientAddress('203.0.113.9', '1.2.3.4', proxies)).toBe('203.0.113.9');
    expect(clientAddress('203.0.113.9', '10.0.0.1', proxies)).toBe('203.0.113.9');
  });

  it('is what the trusted proxy saw, not what the client claimed', () => {
    expect(clientAddress('10.1.2.3', '203.0.113.9', proxies)).toBe('203.0.113.9');
    expect(clientAddress('10.1.2.3', '1.1.1.1, 203.0.113.9', proxies)).toBe('203.0.113.9');
    expect(clientAddress('10.1.2.3', '1.1.1.1, 203.0.113.9, 192.168.1.7', proxies)).toBe('203.0.113.9');
  });

  it('stops at what is no address', () => {
    expect(clientAddress('10.1.2.3', '203.0.113.9, nonsense', proxies)).toBe('10.1.2.3');
    expect(clientAddress('10.1.2.3', 'nonsense, 203.0.113.9', proxies)).toBe('203.0.113.9');
    expect(clientAddress('10.1.2.3', undefined, proxies)).toBe('10.1.2.3');
    expect(clientAddress('10.1.2.3', '', proxies)).toBe('10.1.2.3');
  });

  it('sees IPv4 through an IPv6 socket, and IPv6', () => {
    expect(clientAddress('::ffff:10.1.2.3', '::ffff:203.0.113.9', proxies)).toBe('203.0.113.9');
    expect(clientAddress('fd00::1', '2001:db8::9', proxies)).toBe('2001:db8::9');
  });

  it('trusts nobody by default', () => {
    expect(clientAddress('10.1.2.3', '203.0.113.9', proxyList([]))).toBe('10.1.2.3');
  });
});

describe('the list of proxies', () => {
  it.each(['example.org', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', 'fd00::/129', ''])(
    'refuses %j',
    (entry) => {
      expect(() => proxyList([entry])).toThrow(/TRUSTED_PROXIES/);
    },
  );
});
