import type { Core } from '@itinera/core';
import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { clientAddress, isTrusted, plain, proxyList } from './src/http/client-address.ts';
import { securityHeaders } from './src/http/headers.ts';
import './src/http/hand-over.ts';
import { mostOfUpload, takesFiles } from './src/http/uploads.ts';

/** Milliseconds in which a request has to be here: one with files from a slow telephone, any other, and one that is answered. */
const patience = { upload: 300_000, other: 30_000, answered: 10_000 };

type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void | Promise<void>;

export interface PortalServerOptions {
  core: Core;
  /** Where people reach the portal; its protocol decides about secure cookies and HSTS. */
  publicUrl: string;
  /** Addresses or networks whose X-Forwarded-For and X-Forwarded-Proto are believed. */
  trustedProxies: string[];
  production: boolean;
}

/**
 * The customer portal as an HTTP server that is not listening yet. Needs the built bundle (`build/`).
 * @throws Error when the bundle is missing or TRUSTED_PROXIES is malformed
 */
export async function createPortalServer(options: PortalServerOptions): Promise<Server> {
  const proxies = proxyList(options.trustedProxies);
  const secure = new URL(options.publicUrl).protocol === 'https:';
  const headers = securityHeaders(secure);
  const handler = await loadHandler();

  const server = createServer((request, response) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    const remote = plain(request.socket.remoteAddress ?? '');
    const trusted = isTrusted(remote, proxies);
    const network = clientAddress(remote, one(request.headers['x-forwarded-for']), proxies);
    const forwardedProtocol = trusted ? one(request.headers['x-forwarded-proto']) : undefined;
    // The bundle derives its own origin, which forms are checked against, from this header: never the client's word.
    request.headers['x-forwarded-proto'] = isProtocol(forwardedProtocol)
      ? forwardedProtocol
      : secure
        ? 'https'
        : 'http';

    if (request.url === '/healthz') return answer(response, 200, 'ok');
    if (request.url === '/readyz') return void ready(options.core, response);

    hurry(request, response);
    request.itinera = { core: options.core, network, secure };
    void Promise.resolve(handler(request, response, () => answer(response, 404, 'not found'))).catch(
      (error) => {
        console.error(JSON.stringify({ level: 'error', app: 'portal', message: String(error) }));
        if (!response.headersSent) answer(response, 500, 'error');
        else response.destroy();
      },
    );
  });
  server.requestTimeout = patience.upload;
  server.headersTimeout = 10_000;
  return server;
}

async function loadHandler(): Promise<Handler> {
  const file = new URL('./build/handler.js', import.meta.url);
  if (!existsSync(fileURLToPath(file))) {
    throw new Error('The portal is not built: run "npm run build" first');
  }
  process.env.PORTAL_KIT_PROTOCOL_HEADER = 'x-forwarded-proto';
  process.env.PORTAL_KIT_BODY_SIZE_LIMIT = String(mostOfUpload);
  const bundle = (await import(file.href)) as { handler: Handler };
  return bundle.handler;
}

function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '';
}

/** Ends a request that is not here in time, or goes on and on after it was answered. */
function hurry(request: IncomingMessage, response: ServerResponse): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const late = (): void => {
    if (request.complete) return;
    if (!response.headersSent) answer(response, 408, 'too slow');
    request.destroy();
  };
  const timers = takesFiles(pathOf(request)) ? [] : [setTimeout(late, patience.other)];
  response.once('finish', () => timers.push(setTimeout(late, patience.answered)));
  request.once('close', () => timers.forEach(clearTimeout));
}

async function ready(core: Core, response: ServerResponse): Promise<void> {
  try {
    await core.ready();
    answer(response, 200, 'ready');
  } catch {
    answer(response, 503, 'not ready');
  }
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.statusCode = status;
  response.setHeader('content-type', 'text/plain; charset=utf-8');
  response.end(`${text}\n`);
}

function one(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(',') : header;
}

function isProtocol(value: string | undefined): value is 'http' | 'https' {
  return value === 'http' || value === 'https';
}
