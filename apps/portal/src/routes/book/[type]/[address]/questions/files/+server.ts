import type { RequestHandler } from './$types';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { bookableAddress, bookableType } from '#lib/server/bookable.ts';
import { questionsPath } from '#lib/server/booking-steps.ts';
import { fieldOf, takeUpload, withdrawUpload, type UploadPlace } from '#lib/server/take-upload.ts';

/** Whoever opens the address by hand is led to the questions. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const type = await bookableType(locals, params.type);
  const { address } = await bookableAddress(locals, params.address);
  redirect(303, questionsPath({ activityTypeId: type.id, addressId: address.id }));
};

export const POST: RequestHandler = (event) => takeUpload(event, placeOf(event));

export const DELETE: RequestHandler = (event) => withdrawUpload(event, placeOf(event));

function placeOf({ params, request }: RequestEvent<{ type: string; address: string }>): UploadPlace {
  const booking = { activityTypeId: params.type, addressId: params.address, field: fieldOf(request) };
  return { interventionId: null, form: null, booking };
}
