import type { HandOver } from '../../../http/hand-over.ts';
import type { RequestEvent } from '@sveltejs/kit';

/** What the server attached to the request; in development, what the development server left for all of them. */
export function handedOver(event: RequestEvent): HandOver {
  const handOver = event.platform?.req?.itinera ?? globalThis.itineraInDevelopment;
  if (!handOver)
    throw new Error('The portal runs behind apps/portal/server.ts: no core came with the request');
  return handOver;
}
