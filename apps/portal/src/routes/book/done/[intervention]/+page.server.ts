import type { PageServerLoad } from './$types';
import { redirect } from '@sveltejs/kit';
import { openForm } from '#lib/server/offered-forms.ts';
import { signedIn } from '#lib/server/signed-in.ts';
import { readerOf, visitView } from '#lib/server/visit-view.ts';

export const load: PageServerLoad = async ({ locals, params }) => {
  const visit = await locals.core.interventions.forAccess(signedIn(locals), params.intervention);
  if (visit.status === 'canceled') redirect(303, `/visits/${encodeURIComponent(visit.id)}`);
  const { book, schedule } = visit.actions;
  // Booked by its customer, or made by staff and given a time here.
  const done = visit.history.some(({ kind }) => kind === 'intervention.booked') ? book : schedule;
  return {
    visit: visitView(visit, readerOf(locals)),
    form: await openForm(locals, visit),
    confirmation: done.confirmation,
    told: done.silent !== true,
  };
};
