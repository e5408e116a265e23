/**
 * Headers that every answer of the portal carries: pages, redirects, errors, files. SvelteKit puts the page's own
 * Content-Security-Policy (with its nonce) and the files' cache times over these.
 * Source: OWASP ASVS 5.0, chapter 3.
 */
export function securityHeaders(secure: boolean): [name: string, value: string][] {
  const headers: [string, string][] = [
    [
      'content-security-policy',
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
    ],
    ['x-content-type-options', 'nosniff'],
    // Nobody else learns anything. Not `no-referrer`: browsers then send `Origin: null` with our own forms, and the
    // check against forged forms would refuse them (Fetch standard, "append a request Origin header").
    ['referrer-policy', 'same-origin'],
    ['permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()'],
    ['cross-origin-opener-policy', 'same-origin'],
    ['cross-origin-resource-policy', 'same-origin'],
    ['x-frame-options', 'DENY'],
    ['cache-control', 'no-store'],
  ];
  if (secure) headers.push(['strict-transport-security', 'max-age=31536000; includeSubDomains']);
  return headers;
}
