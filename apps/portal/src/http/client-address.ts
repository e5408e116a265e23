import { BlockList, isIP } from 'node:net';

/**
 * The set of proxies whose word about the client is taken.
 * @param entries addresses or networks in CIDR notation, IPv4 or IPv6
 * @throws Error that names the entry which is neither
 */
export function proxyList(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', prefix, ...more] = entry.trim().split('/');
    const version = isIP(address);
    const bits = prefix === undefined ? undefined : Number(prefix);
    const widest = version === 4 ? 32 : 128;
    if (
      version === 0 ||
      more.length > 0 ||
      (bits !== undefined && !(Number.isInteger(bits) && bits >= 0 && bits <= widest && prefix !== ''))
    ) {
      throw new Error(`TRUSTED_PROXIES has "${entry}": give addresses or networks such as 10.0.0.0/8`);
    }
    const family = version === 4 ? 'ipv4' : 'ipv6';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, bits, family);
  }
  return list;
}

/**
 * The address of the client: the socket's, or, as far as trusted proxies vouch for it, the last one in
 * `X-Forwarded-For` that is no trusted proxy itself. What anybody else writes into that header counts for nothing.
 */
export function clientAddress(
  remote: string | undefined,
  forwardedFor: string | undefined,
  proxies: BlockList,
): string {
  let client = plain(remote ?? '');
  if (!isTrusted(client, proxies)) return client;
  for (const hop of (forwardedFor ?? '').split(',').reverse()) {
    const address = plain(hop.trim());
    if (isIP(address) === 0) break;
    client = address;
    if (!isTrusted(address, proxies)) break;
  }
  return client;
}

/** Whether `address` is one of the trusted proxies. */
export function isTrusted(address: string, proxies: BlockList): boolean {
  const version = isIP(address);
  return version !== 0 && proxies.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

/** IPv4 that came in through an IPv6 socket, written as IPv4. */
export function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}
