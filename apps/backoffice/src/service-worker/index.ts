import { version } from '$app/env';
import { assets, immutable } from '$app/manifest';
import { self as worker } from '$app/service-worker';

/*
 * Keeps the application itself readable without a network: the shell and what it is built from, which say nothing of anybody.
 * No answer of the API is ever kept here: what technicians read without a network their pages keep (lib/offline/kept.ts).
 */

const cacheName = `itinera-${version}`;
/** Where the shell is kept: every address of the application is answered with it. */
const shell = '/my-day';
/** Longer than this nobody waits for a page that is on the phone already. */
const patience = 4000;

worker.addEventListener('install', (event) => {
  event.waitUntil(install().then(() => worker.skipWaiting()));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(tidy().then(() => worker.clients.claim()));
});

worker.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== worker.location.origin) return;
  if (pathname.startsWith('/api/') || pathname.startsWith('/calendar/')) return;
  if (mode === 'navigate') event.respondWith(page(event.request));
  else if (kept.has(pathname)) event.respondWith(asset(event.request));
});

/** The map's own worker is had when a map is looked at: without a network there is none to draw. */
const kept = new Set(
  [...immutable, ...assets]
    .map(({ path }) => (path.startsWith('/') ? path : `/${path}`))
    .filter((path) => !path.endsWith('.mjs')),
);

async function install(): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.addAll([...kept]);
  const answer = await fetch(shell, { credentials: 'omit' });
  if (answer.ok) await cache.put(shell, answer);
}

async function tidy(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith('itinera-') && name !== cacheName);
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function asset(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  return (await cache.match(new URL(request.url).pathname)) ?? fetch(request);
}

async function page(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  const there = await cache.match(shell);
  if (!there) return fetch(request);
  const late = new Promise<Response>((resolve) => setTimeout(() => resolve(there.clone()), patience));
  return Promise.race([fetch(request).catch(() => there.clone()), late]);
}
