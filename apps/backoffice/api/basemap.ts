import { Hono } from 'hono';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { ApiEnv } from './context.ts';

export interface Basemap {
  /** With its version, so that a browser may keep it for ever. */
  url: string;
  encoded: { br: Uint8Array<ArrayBuffer>; gzip: Uint8Array<ArrayBuffer>; identity: Uint8Array<ArrayBuffer> };
}

/** Reads and compresses the installation's own base map once. */
export async function loadBasemap(file: string): Promise<Basemap> {
  const identity = readFileSync(file);
  const version = createHash('sha256').update(identity).digest('hex').slice(0, 12);
  const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 7 } };
  const [br, zipped] = await Promise.all([
    promisify(brotliCompress)(identity, brotliOptions),
    promisify(gzip)(identity),
  ]);
  return {
    url: `/map/basemap.geojson?v=${version}`,
    encoded: { br: new Uint8Array(br), gzip: new Uint8Array(zipped), identity: new Uint8Array(identity) },
  };
}

/** Roads, rivers and names of the area: public data, the same for everybody. */
export function basemapRoutes(basemap: Basemap) {
  const version = new URL(basemap.url, 'http://localhost').searchParams.get('v');
  return new Hono<ApiEnv>().get('/map/basemap.geojson', (c) => {
    const accepted = c.req.header('accept-encoding') ?? '';
    const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : 'identity';
    c.header('Content-Type', 'application/geo+json');
    c.header('Vary', 'Accept-Encoding');
    c.header(
      'Cache-Control',
      c.req.query('v') === version ? 'public, max-age=31536000, immutable' : 'no-cache',
    );
    if (encoding !== 'identity') c.header('Content-Encoding', encoding);
    return c.body(basemap.encoded[encoding]);
  });
}
