import type { RequestHandler } from './$types';
import { error, json, redirect, type RequestEvent } from '@sveltejs/kit';
import { refusalIn, statusOf } from '#lib/errors/refusal.ts';
import { requireSameOrigin } from '#lib/server/same-origin.ts';
import { purposeOf } from '#lib/server/offered-forms.ts';
import { signedIn } from '#lib/server/signed-in.ts';
import { fileRefusalText } from '#lib/words/file-refusal.ts';

/** Whoever opens the address by hand is led to the form, where there is one. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const purpose = purposeOf(params.purpose);
  if (!purpose) error(404, 'Not found');
  await locals.core.forms.ofVisit(signedIn(locals), { interventionId: params.id, purpose });
  redirect(303, `/visits/${encodeURIComponent(params.id)}/form/${purpose}`);
};

/**
 * Takes one file for a field of a form, as the body; the code of the field, the name of the file and a key of this upload are
 * headers, for addresses are logged. Answers the file, or what is wrong with it in words.
 */
export const POST: RequestHandler = async (event) => {
  const { locals, request } = event;
  requireSameOrigin(event);
  const upload = uploadIn(event);
  if (!request.body) error(404, 'Not found');
  if (request.headers.get('content-type') !== 'application/octet-stream') error(415, 'Send the bytes');
  try {
    const file = await locals.core.files.upload(
      signedIn(locals),
      upload,
      // What is refused is read on by the server, so that the answer arrives.
      request.body.values({ preventCancel: true }),
    );
    return json(file, { status: 201 });
  } catch (cause) {
    const refusal = refusalIn(cause);
    if (!refusal || refusal.code === 'not-found') throw cause;
    return json({ message: fileRefusalText(refusal) }, { status: statusOf(refusal.code) });
  }
};

/** Takes back an upload, told by the same headers, whose answer may not have come. */
export const DELETE: RequestHandler = async (event) => {
  requireSameOrigin(event);
  const upload = uploadIn(event);
  await event.locals.core.files.withdraw(signedIn(event.locals), {
    ...upload,
    idempotencyKey: upload.idempotencyKey ?? '',
  });
  return new Response(null, { status: 204 });
};

function uploadIn({ params, request: { headers }, url }: RequestEvent<{ id: string; purpose: string }>) {
  const purpose = purposeOf(params.purpose);
  if (!purpose) error(404, 'Not found');
  return {
    interventionId: params.id,
    form: {
      purpose,
      field: headers.get('x-field') ?? '',
      actionId: url.searchParams.get('action') ?? undefined,
    },
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
