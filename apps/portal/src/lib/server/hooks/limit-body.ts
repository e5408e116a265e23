import type { Handle } from '@sveltejs/kit/hooks';
import { error } from '@sveltejs/kit';
import { mostOfBody } from '../../../http/uploads.ts';

/** Holds the body of every request to the size that its route takes, whether or not it says how long it is. */
export const limitBody: Handle = ({ event, resolve }) => {
  const { request, url } = event;
  const { body, headers } = request;
  if (body === null) return resolve(event);
  const most = mostOfBody(url.pathname, headers.get('content-type') ?? '');
  if (Number(headers.get('content-length') ?? 0) > most) error(413, 'Too large');
  const held = new Request(request, { body: limited(body, most), duplex: 'half' } as RequestInit);
  // For whatever comes after: the type calls it read-only.
  Object.assign(event, { request: held });
  return resolve(event);
};

function limited(body: ReadableStream<Uint8Array>, most: number): ReadableStream<Uint8Array> {
  let size = 0;
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        size += chunk.length;
        if (size > most) error(413, 'Too large');
        controller.enqueue(chunk);
      },
    }),
    // What is refused is read on by the server, so that the answer arrives.
    { preventCancel: true },
  );
}
