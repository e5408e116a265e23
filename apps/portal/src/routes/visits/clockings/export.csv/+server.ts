import type { RequestHandler } from './$types';
import { csvAnswer } from '#lib/server/csv-answer.ts';
import { filterOf } from '#lib/server/past-filter.ts';
import { signedIn } from '#lib/server/signed-in.ts';

/** All that the page of clockings lists by the same filter. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const { from, to, addressId } = filterOf(url).filter;
  const pieces = await locals.core.visits.exportClockings(signedIn(locals), { from, to, addressId });
  return csvAnswer(pieces, 'clockings');
};
