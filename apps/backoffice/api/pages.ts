import { serveStatic } from '@hono/node-server/serve-static';
import { ItineraError } from '@itinera/core';
import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiEnv } from './context.ts';
import { contentSecurityPolicy } from './headers.ts';

const year = 31_536_000;
/** What a phone asks for to have the application as one of its own; anew each time, or an old one would stay for ever. */
const installed = ['/service-worker.js', '/manifest.webmanifest', '/icon-192.png', '/icon-512.png'];

/**
 * The built user interface: hashed files for ever, everything else the one shell, which routes by itself.
 * @param folder where `vite build` put it.
 * @throws Error when it is not built.
 */
export function pageRoutes(folder: string) {
  const shell = readShell(join(folder, 'index.html'));
  const policy = contentSecurityPolicy(inlineScriptHashes(shell));
  return new Hono<ApiEnv>()
    .use('/_app/*', fileHeaders(policy), serveStatic({ root: folder, precompressed: true }))
    .use('/favicon.svg', serveStatic({ root: folder }))
    .on('GET', installed, fileHeaders(policy), serveStatic({ root: folder }))
    .get('/_app/*', () => {
      throw new ItineraError('not-found', 'There is no such file.');
    })
    .get('*', (c) => c.html(shell, 200, { 'Cache-Control': 'no-cache', 'Content-Security-Policy': policy }));
}

/** A worker is held to the policy of its own file, not to that of the page: the map's may fetch the base map. */
function fileHeaders(policy: string) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    await next();
    if (!c.res.ok) return;
    const forever = c.req.path.includes('/immutable/');
    c.res.headers.set('Cache-Control', forever ? `public, max-age=${year}, immutable` : 'no-cache');
    c.res.headers.set('Content-Security-Policy', policy);
  });
}

function readShell(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(`${file} is missing: build the back office first (npm run build)`, { cause });
  }
}

/** The sources for `script-src` that allow exactly the inline scripts of this page. */
export function inlineScriptHashes(html: string): string[] {
  return html
    .split('<script')
    .slice(1)
    .flatMap((piece) => {
      const tagEnd = piece.indexOf('>');
      if (/\ssrc=/.test(piece.slice(0, tagEnd))) return [];
      const body = piece.slice(tagEnd + 1, piece.indexOf('</script>'));
      return [`sha256-${createHash('sha256').update(body).digest('base64')}`];
    });
}
