import type { RequestHandler } from './$types';
import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { purposeOf } from '#lib/server/offered-forms.ts';
import { signedIn } from '#lib/server/signed-in.ts';
import { fieldOf, takeUpload, withdrawUpload, type UploadPlace } from '#lib/server/take-upload.ts';

/** Whoever opens the address by hand is led to the form, where there is one. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const purpose = purposeOf(params.purpose);
  if (!purpose) error(404, 'Not found');
  await locals.core.forms.ofVisit(signedIn(locals), { interventionId: params.id, purpose });
  redirect(303, `/visits/${encodeURIComponent(params.id)}/form/${purpose}`);
};

export const POST: RequestHandler = (event) => takeUpload(event, placeOf(event));

export const DELETE: RequestHandler = (event) => withdrawUpload(event, placeOf(event));

function placeOf({ params, request, url }: RequestEvent<{ id: string; purpose: string }>): UploadPlace {
  const purpose = purposeOf(params.purpose);
  if (!purpose) error(404, 'Not found');
  const actionId = url.searchParams.get('action') ?? undefined;
  return { interventionId: params.id, form: { purpose, field: fieldOf(request), actionId } };
}
