import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBackofficeApi, type BackofficeApi } from '../../../test/fixtures/backoffice-api.ts';
import { basemapRoutes, loadBasemap } from './basemap.ts';
import { pageRoutes } from './pages.ts';

const inline = 'start("<here>");';
const shell = `<!doctype html><script>${inline}</script><script src="/x.js"></script><p>shell</p>`;
const map = JSON.stringify({ type: 'FeatureCollection', features: [], note: 'x'.repeat(2000) });

let folder: string;
let office: BackofficeApi;
let basemapUrl: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'itinera-pages-'));
  mkdirSync(join(folder, '_app/immutable'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), shell);
  writeFileSync(join(folder, 'secret.txt'), 'not served');
  writeFileSync(join(folder, '_app/immutable/a.js'), 'let a');
  writeFileSync(join(folder, '_app/immutable/a.js.br'), brotliCompressSync('let a'));
  writeFileSync(join(folder, '_app/version.json'), '{}');
  writeFileSync(join(folder, 'service-worker.js'), 'let worker');
  writeFileSync(join(folder, 'manifest.webmanifest'), '{}');
  writeFileSync(join(folder, 'map.geojson'), map);
  office = await openBackofficeApi();
  const basemap = await loadBasemap(join(folder, 'map.geojson'));
  basemapUrl = basemap.url;
  office.api.route('/', basemapRoutes(basemap));
  office.api.route('/', pageRoutes(folder));
});
afterAll(async () => {
  await office.close();
  rmSync(folder, { recursive: true });
});

const get = (path: string, encoding = 'identity') =>
  office.api.request(`http://office.example.test${path}`, { headers: { 'accept-encoding': encoding } });

describe('the pages', () => {
  it('are one shell for every address, with a policy for exactly its own script (S21)', async () => {
    const hash = createHash('sha256').update(inline).digest('base64');
    for (const path of ['/', '/interventions/1/plan', '/secret.txt', '/_apps', '/../secret.txt']) {
      const response = await get(path);
      expect(await response.text(), path).toContain('shell');
      const policy = response.headers.get('content-security-policy') ?? '';
      expect(policy).toContain(`script-src 'self' 'sha256-${hash}';`);
      expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|https?:/);
      expect(response.headers.get('cache-control')).toBe('no-cache');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it('bring their hashed files for ever, compressed when they can be, and no other file', async () => {
    const plain = await get('/_app/immutable/a.js');
    expect(await plain.text()).toBe('let a');
    expect(plain.headers.get('cache-control')).toContain('immutable');
    const small = await get('/_app/immutable/a.js', 'gzip, br');
    expect(small.headers.get('content-encoding')).toBe('br');
    expect(brotliDecompressSync(await small.arrayBuffer()).toString()).toBe('let a');
    expect((await get('/_app/version.json')).headers.get('cache-control')).toBe('no-cache');
    expect((await get('/_app/immutable/b.js')).status).toBe(404);
    for (const path of [
      '/secret.txt',
      '/_app/%2e%2e/secret.txt',
      '/_app/..%2fsecret.txt',
      '/_app/../secret.txt',
    ])
      expect(await (await get(path)).text(), path).not.toContain('not served');
  });

  it('give a worker’s file the policy it needs to fetch the base map', async () => {
    const { headers } = await get('/_app/immutable/a.js');
    expect(headers.get('content-security-policy')).toContain("connect-src 'self'");
  });

  it('say what to do when they are not built', () => {
    expect(() => pageRoutes('/nowhere')).toThrow('build the back office first (npm run build)');
  });

  it('let a phone have the application, asked for anew each time, under the policy of the pages (S21, S22)', async () => {
    for (const [path, type] of [
      ['/service-worker.js', /^text\/javascript/],
      ['/manifest.webmanifest', /^application\/manifest\+json/],
    ] as const) {
      const response = await get(path);
      expect(await response.text(), path).not.toContain('shell');
      expect(response.headers.get('content-type'), path).toMatch(type);
      expect(response.headers.get('cache-control'), path).toBe('no-cache');
      expect(response.headers.get('content-security-policy'), path).toContain("connect-src 'self'");
    }
  });
});

describe('the base map', () => {
  it('comes compressed as the browser likes it, and for ever under its version', async () => {
    const unpack = {
      identity: (body: ArrayBuffer) => Buffer.from(body),
      gzip: (body: ArrayBuffer) => gunzipSync(body),
      br: (body: ArrayBuffer) => brotliDecompressSync(body),
    };
    for (const [encoding, open] of Object.entries(unpack)) {
      const response = await get(basemapUrl, encoding);
      expect(open(await response.arrayBuffer()).toString()).toBe(map);
      expect(response.headers.get('content-type')).toBe('application/geo+json');
      expect(response.headers.get('cache-control')).toContain('immutable');
      expect(response.headers.get('vary')).toBe('Accept-Encoding');
    }
    expect((await get('/map/basemap.geojson?v=old')).headers.get('cache-control')).toBe('no-cache');
  });
});
