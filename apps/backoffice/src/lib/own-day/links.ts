import type { OwnVisit } from '@itinera/core';

/**
 * Where a map leads to a visit: a `geo:` address (RFC 5870), which phones open in the map their owner chose, with the words of
 * the address for maps that look it up. iPhones have no such choice: theirs opens by an address of Apple's own maps.
 * null: the place is not known.
 */
export function mapAddress(
  { address }: Pick<OwnVisit, 'address'>,
  agent = navigator.userAgent,
): string | null {
  if (!address || address.lon === null || address.lat === null) return null;
  const point = `${address.lat},${address.lon}`;
  if (/iPhone|iPad|Macintosh/.test(agent)) return `https://maps.apple.com/?daddr=${point}`;
  return `geo:${point}?q=${encodeURIComponent(`${point}(${address.text})`)}`;
}

/** A telephone number as phones dial it (RFC 3966): digits, and a plus in front where it is there. */
export function phoneAddress(phone: string): string {
  return `tel:${phone.trim().startsWith('+') ? '+' : ''}${phone.replace(/\D/g, '')}`;
}
