import { createMiddleware } from 'hono/factory';
import type { ApiEnv, Services } from './context.ts';

/** The style of SvelteKit's own route announcer, the only style attribute there is (@sveltejs/kit, root.svelte). */
const announcerStyle = 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo=';

/** Content security policy of the pages: own origin only; the hashes are those of the shell's own inline script. */
export function contentSecurityPolicy(scriptHashes: string[]): string {
  const scripts = ["'self'", ...scriptHashes.map((hash) => `'${hash}'`)].join(' ');
  return [
    "default-src 'self'",
    `script-src ${scripts}`,
    "style-src 'self'",
    `style-src-attr 'unsafe-hashes' '${announcerStyle}'`,
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** What stands on every answer, errors and assets included; a page's own policy replaces the closed default. */
export function securityHeaders(services: Services) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    await next();
    const headers = c.res.headers;
    if (services.publicUrl.protocol === 'https:')
      headers.set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
    headers.set('X-Content-Type-Options', 'nosniff');
    headers.set('Referrer-Policy', 'strict-origin-when-cross-origin');
    // Technicians may say where they clock in.
    headers.set('Permissions-Policy', 'camera=(), geolocation=(self), microphone=(), payment=(), usb=()');
    headers.set('Cross-Origin-Opener-Policy', 'same-origin');
    headers.set('Cross-Origin-Resource-Policy', 'same-origin');
    headers.set('X-Frame-Options', 'DENY');
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store');
    if (!headers.has('Content-Security-Policy'))
      headers.set('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
  });
}
