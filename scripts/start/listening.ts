import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { StartError } from './settings.ts';

/** Where a server listens, and how a person chooses another port. */
export interface Place {
  readonly what: string;
  readonly host: string;
  readonly port: number;
  readonly option: string;
}

/**
 * Makes the server listen.
 * @throws StartError in one line when the port is taken or may not be used
 */
export function listen(server: Server, place: Place): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, place)));
    server.listen(place.port, place.host, () => resolve());
  });
}

/** Finds out before anything else is done that all places are free. */
export async function expectFree(places: readonly Place[]): Promise<void> {
  for (const place of places) {
    const probe = createServer();
    await listen(probe, place);
    await new Promise((resolve) => probe.close(resolve));
  }
}

function explain(error: NodeJS.ErrnoException, { what, host, port, option }: Place): Error {
  const other = `choose another with ${option} <n>`;
  if (error.code === 'EADDRINUSE')
    return new StartError(`Port ${port} for ${what} is taken (is Itinera running already?): ${other}.`);
  if (error.code === 'EACCES')
    return new StartError(`Port ${port} for ${what} may not be used by this account: ${other}.`);
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return new StartError(`${host} is no address of this machine: choose another with --host <address>.`);
  return error;
}

/**
 * Stops taking connections, lets running requests end, and cuts what is left after the seconds given. Idle kept-alive
 * connections are closed again and again, because a client may keep one idle only after its last answer.
 */
export async function close(server: Server, seconds: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const cut = setTimeout(() => server.closeAllConnections(), seconds * 1000);
  await closed;
  clearInterval(idle);
  clearTimeout(cut);
}
