import type { UploadInput } from '@itinera/core';
import { error, json, type RequestEvent } from '@sveltejs/kit';
import { refusalIn, statusOf } from '../errors/refusal.ts';
import { fileRefusalText } from '../words/file-refusal.ts';
import { requireSameOrigin } from './same-origin.ts';
import { signedIn } from './signed-in.ts';

/** Where a file goes. */
export type UploadPlace = Omit<UploadInput, 'name' | 'idempotencyKey'>;

/** The field that an upload is for. */
export function fieldOf({ headers }: Request): string {
  return headers.get('x-field') ?? '';
}

/**
 * Takes one file, as the body; the code of the field, the name of the file and a key of this upload are headers, for addresses
 * are logged. Answers the file, or what is wrong with it in words.
 */
export async function takeUpload(event: RequestEvent, place: UploadPlace): Promise<Response> {
  const { locals, request } = event;
  requireSameOrigin(event);
  if (!request.body) error(404, 'Not found');
  if (request.headers.get('content-type') !== 'application/octet-stream') error(415, 'Send the bytes');
  try {
    const file = await locals.core.files.upload(
      signedIn(locals),
      { ...place, ...toldBy(request) },
      // What is refused is read on by the server, so that the answer arrives.
      request.body.values({ preventCancel: true }),
    );
    return json(file, { status: 201 });
  } catch (cause) {
    const refusal = refusalIn(cause);
    if (!refusal || refusal.code === 'not-found') throw cause;
    return json({ message: fileRefusalText(refusal) }, { status: statusOf(refusal.code) });
  }
}

/** Takes back an upload, told by the same headers, whose answer may not have come. */
export async function withdrawUpload(event: RequestEvent, place: UploadPlace): Promise<Response> {
  requireSameOrigin(event);
  const { idempotencyKey = '', ...told } = toldBy(event.request);
  await event.locals.core.files.withdraw(signedIn(event.locals), { ...place, ...told, idempotencyKey });
  return new Response(null, { status: 204 });
}

function toldBy({ headers }: Request): Pick<UploadInput, 'name' | 'idempotencyKey'> {
  return {
    name: decoded(headers.get('x-file-name') ?? ''),
    idempotencyKey: headers.get('x-idempotency-key') ?? undefined,
  };
}

/** A header holds no letters but the plainest. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return '';
  }
}
