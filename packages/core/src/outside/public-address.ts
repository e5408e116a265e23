import { BlockList, isIP } from 'node:net';

/** IPv4 that is nobody's on the public internet (IANA IPv4 special-purpose address registry, RFC 6890), and multicast. */
const special4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
/** What is given out of 2000::/3 for other than ordinary hosts, or holds an IPv4 address (Teredo, 6to4). */
const special6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20'];

const global6 = listOf(['2000::/3'], 'ipv6');
const refused6 = listOf(special6, 'ipv6');
const refused4 = listOf(special4, 'ipv4');

/**
 * Whether an address is an ordinary one of the public internet. Everything else is somebody's own network: loopback,
 * private, link-local, carrier-grade NAT, multicast, and every IPv6 address outside 2000::/3, which are those that
 * hold an IPv4 address too (mapped, NAT64). What is no address is not public.
 */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !refused4.check(address, 'ipv4');
  if (family !== 6 || address.includes('%')) return false;
  // Node finds mapped addresses in lists of IPv4 too, and nothing here depends on it.
  return global6.check(address, 'ipv6') && !refused6.check(address, 'ipv6');
}

function listOf(ranges: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', bits] = range.split('/');
    list.addSubnet(network, Number(bits), family);
  }
  return list;
}
