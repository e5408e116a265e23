import type { RequestHandler } from './$types';
import { error, json, redirect } from '@sveltejs/kit';
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
 * Takes one file for a field of a form, as the body; the code of the field and the name of the file are headers, for addresses
 * are logged. Answers the file, or what is wrong with it in words.
 */
export const POST: RequestHandler = async (event) => {
  const { locals, params, request, url } = event;
  requireSameOrigin(event);
  const purpose = purposeOf(params.purpose);
  if (!purpose || !request.body) error(404, 'Not found');
  if (request.headers.get('content-type') !== 'application/octet-stream') error(415, 'Send the bytes');
  try {
    const file = await locals.core.files.upload(
      signedIn(locals),
      {
        interventionId: params.id,
        form: {
          purpose,
          field: request.headers.get('x-field') ?? '',
          actionId: url.searchParams.get('action') ?? undefined,
        },
        name: decoded(request.headers.get('x-file-name') ?? ''),
      },
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

/** A header holds no letters but the plainest. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return '';
  }
}
