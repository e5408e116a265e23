import type { Core } from '@itinera/core';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import './src/http/hand-over.ts';

/**
 * The portal under Vite with hot reloading, in this process and on this core. Security headers, trusted proxies and
 * the check of form origins belong to the built server only.
 */
export async function startPortalInDevelopment(options: {
  core: Core;
  port: number;
}): Promise<{ stop(): Promise<void> }> {
  globalThis.itineraInDevelopment = { core: options.core, network: '127.0.0.1', secure: false };
  const vite = await createServer({
    root: fileURLToPath(new URL('.', import.meta.url)),
    server: { host: '127.0.0.1', port: options.port, strictPort: true },
  });
  await vite.listen();
  return { stop: () => vite.close() };
}
