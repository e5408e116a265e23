import type { PageServerLoad } from './$types';
import { redirect } from '@sveltejs/kit';
import { signedIn } from '#lib/server/signed-in.ts';
import { readerOf, visitView } from '#lib/server/visit-view.ts';

export const load: PageServerLoad = async ({ locals, params }) => {
  const scope = signedIn(locals);
  const visit = await locals.core.interventions.forAccess(scope, params.id);
  if (visit.status !== 'canceled') redirect(303, `/visits/${encodeURIComponent(visit.id)}`);
  const { canBook } = await locals.core.interventions.home(scope);
  return { visit: visitView(visit, readerOf(locals)), canBook };
};
