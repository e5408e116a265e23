/** Has the application itself kept by this browser, so that it opens without a network. Nothing where browsers cannot. */
export async function installWorker(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  await navigator.serviceWorker.register('/service-worker.js', { scope: '/' });
  await navigator.serviceWorker.ready;
}

/** Takes the application off the browser again, with all that the worker kept. */
export async function removeWorker(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const all = await navigator.serviceWorker.getRegistrations();
  await Promise.all(all.map((one) => one.unregister()));
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith('itinera-')).map((name) => caches.delete(name)));
}
