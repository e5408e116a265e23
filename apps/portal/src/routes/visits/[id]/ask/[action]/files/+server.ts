import type { RequestHandler } from './$types';
import { redirect } from '@sveltejs/kit';
import { signedIn } from '#lib/server/signed-in.ts';
import { takeUpload, withdrawUpload } from '#lib/server/take-upload.ts';

/** Whoever opens the address by hand is led to the page of the message, where there is one. */
export const GET: RequestHandler = async ({ locals, params: { id, action } }) => {
  await locals.core.requests.offer(signedIn(locals), { actionId: action, interventionId: id });
  redirect(303, `/visits/${encodeURIComponent(id)}/ask/${encodeURIComponent(action)}`);
};

export const POST: RequestHandler = (event) =>
  takeUpload(event, { interventionId: event.params.id, form: null, actionId: event.params.action });

export const DELETE: RequestHandler = (event) =>
  withdrawUpload(event, { interventionId: event.params.id, form: null, actionId: event.params.action });
