import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/**
 * Finds the client's address: the peer's own, unless the peer is a trusted proxy; then the last address in
 * X-Forwarded-For that no trusted proxy has. A header from anybody else is never believed.
 * @param trustedProxies addresses or CIDR ranges, v4 or v6.
 * @throws Error naming the entry that is neither.
 */
export function clientNetworkFinder(
  trustedProxies: string[],
): (request: IncomingMessage | undefined) => string {
  const trusted = new BlockList();
  for (const entry of trustedProxies) {
    const [, address = '', prefix] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(entry) ?? [];
    const family = isIP(address);
    const widest = family === 6 ? 128 : 32;
    const bits = prefix === undefined ? widest : Number(prefix);
    if (family === 0 || bits > widest)
      throw new Error(`TRUSTED_PROXIES: "${entry}" is no address or range such as 10.0.0.0/8`);
    trusted.addSubnet(address, bits, family === 6 ? 'ipv6' : 'ipv4');
  }
  const isTrusted = (address: string) =>
    isIP(address) !== 0 && trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

  return (request) => {
    let client = plain(request?.socket.remoteAddress ?? 'unknown');
    const forwarded = [request?.headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
    for (let i = forwarded.length - 1; i >= 0 && isTrusted(client); i--) {
      const address = plain((forwarded[i] ?? '').trim());
      if (isIP(address) === 0) break;
      client = address;
    }
    return client;
  };
}

/** An IPv4 client of a v6 socket, as IPv4. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}
