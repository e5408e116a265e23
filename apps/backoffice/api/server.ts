import { createAdaptorServer } from '@hono/node-server';
import type { Core } from '@itinera/core';
import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { createApi } from './app.ts';
import { basemapRoutes, loadBasemap } from './basemap.ts';
import { clientNetworkFinder } from './client-network.ts';
import type { Services } from './context.ts';
import { pageRoutes } from './pages.ts';

export interface BackofficeOptions {
  core: Core;
  /** Where people's browsers find the back office; https makes cookies `Secure` and `__Host-`. */
  publicUrl: string;
  /** Addresses or CIDR ranges whose X-Forwarded-For is believed. */
  trustedProxies: string[];
  production: boolean;
  /** A GeoJSON file: lines and points with the property `kind`. */
  basemap?: string;
  /** The folder of the built pages; default: where `vite build` puts them. */
  pages?: string;
}

const builtPages = fileURLToPath(new URL('../build', import.meta.url));

/**
 * The back office as an http.Server that does not listen yet: API, pages and base map.
 * @throws Error in one readable line when the pages are not built, the base map cannot be read, or a trusted proxy
 * is malformed.
 */
export async function createBackofficeServer(options: BackofficeOptions): Promise<Server> {
  const publicUrl = new URL(options.publicUrl);
  if (options.production && publicUrl.protocol !== 'https:')
    options.core.logger.warn(
      { publicUrl: publicUrl.href },
      'sessions travel unencrypted: BACKOFFICE_URL is not https',
    );
  const basemap = options.basemap === undefined ? null : await loadBasemap(options.basemap);
  const services: Services = {
    core: options.core,
    publicUrl,
    clientNetwork: clientNetworkFinder(options.trustedProxies),
    basemapUrl: basemap?.url ?? null,
  };
  const app = createApi(services);
  if (basemap) app.route('/', basemapRoutes(basemap));
  app.route('/', pageRoutes(options.pages ?? builtPages));
  return createAdaptorServer({
    fetch: app.fetch,
    serverOptions: { requestTimeout: 30_000, headersTimeout: 10_000, maxHeaderSize: 16_384 },
  }) as Server;
}
