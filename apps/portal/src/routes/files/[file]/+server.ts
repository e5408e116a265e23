import type { RequestHandler } from './$types';
import { downloadHeaders } from '@itinera/core/shared';
import { ReadableStream as Stream } from 'node:stream/web';
import { requireSameOrigin } from '#lib/server/same-origin.ts';
import { signedIn } from '#lib/server/signed-in.ts';

/** A file of one's own visits, to be saved; the page shows pictures by it. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const file = await locals.core.files.read(signedIn(locals), params.file);
  // As the response is read, so is the store: no more of a file is in memory than is on its way.
  return new Response(Stream.from(file.content) as ReadableStream<Uint8Array<ArrayBuffer>>, {
    headers: downloadHeaders(file),
  });
};

/** Takes back what nothing that was sent names yet. */
export const DELETE: RequestHandler = async (event) => {
  requireSameOrigin(event);
  await event.locals.core.files.remove(signedIn(event.locals), event.params.file);
  return new Response(null, { status: 204 });
};
