import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';

/** RFC 1035, RFC 5890: a label of a host name, in ASCII. */
const label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

/**
 * A host name as it is stored and compared: lower case, ASCII, without the root's full stop. null for what is none:
 * an address of a page, one with a port, an IP address, a single label.
 */
export function hostNameOf(typed: string): string | null {
  const text = typed.normalize('NFKC').trim().toLowerCase().replace(/\.$/, '');
  if (text.length > 253 || /[\s\p{C}/:@%?#]/u.test(text)) return null;
  const host = domainToASCII(text);
  const labels = host.split('.');
  if (host.length > 253 || isIP(host) !== 0 || labels.length < 2) return null;
  // A last label of digits makes browsers read an IP address (WHATWG URL, "ends in a number").
  return labels.every((one) => label.test(one)) && !/^\d+$/.test(labels.at(-1)!) ? host : null;
}

/** Slugs that would be taken for something of the installation's own. */
const reserved = new Set(
  (
    'account admin api app apps assets auth autodiscover backoffice blog cdn dev docs ftp help imap info itinera ' +
    'localhost login mail mx ns ns1 ns2 office pop portal root security sign-in signin smtp staff static status ' +
    'support system test webmail www'
  ).split(' '),
);

/** Whether a slug may not be given to a unit. */
export function isReservedSlug(slug: string): boolean {
  return reserved.has(slug) || /^..--/.test(slug);
}
