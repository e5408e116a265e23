import type { PageServerLoad } from './$types';
import { redirect } from '@sveltejs/kit';
import { stillShown } from '#lib/server/still-shown.ts';
import { readerOf, visitView } from '#lib/server/visit-view.ts';

export const load: PageServerLoad = async ({ locals, params }) => {
  const visit = await stillShown(locals, params.intervention);
  if (visit.status === 'canceled') redirect(303, `/visits/${encodeURIComponent(visit.id)}`);
  return { visit: visitView(visit, readerOf(locals)) };
};
