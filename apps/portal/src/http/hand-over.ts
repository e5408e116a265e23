import type { Core } from '@itinera/core';

/**
 * What the server gives SvelteKit with each request. The bundle must not contain a core of its own: one process has
 * one core and one store connection.
 */
export interface HandOver {
  core: Core;
  network: string;
  secure: boolean;
}

declare module 'node:http' {
  interface IncomingMessage {
    itinera?: HandOver;
  }
}

declare global {
  /** Set by the development server only, where requests do not pass through `server.ts`. */
  var itineraInDevelopment: HandOver | undefined;
}
