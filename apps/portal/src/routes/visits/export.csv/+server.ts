import type { RequestHandler } from './$types';
import { csvAnswer } from '#lib/server/csv-answer.ts';
import { filterOf } from '#lib/server/past-filter.ts';
import { signedIn } from '#lib/server/signed-in.ts';

/** All that the page of past visits lists by the same filter. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const { filter } = filterOf(url);
  return csvAnswer(await locals.core.visits.exportPast(signedIn(locals), filter), 'visits');
};
