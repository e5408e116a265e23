import type { Actions, PageServerLoad } from './$types';
import type { RequestEvent } from '@sveltejs/kit';
import { signedIn } from '#lib/server/signed-in.ts';
import { readerOf, visitView } from '#lib/server/visit-view.ts';
import { chooseWindow, loadWhen } from '#lib/server/when.ts';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event, event.params.id);
  const view = visitView(visit, readerOf(event.locals));
  if (!view.reschedule.available) return { visit: view, when: null };
  return { visit: view, when: await loadWhen(event, wanted(visit)) };
};

export const actions: Actions = {
  default: async (event) => chooseWindow(event, wanted(await visitOf(event, event.params.id))),
};

type Visit = Awaited<ReturnType<typeof visitOf>>;

function visitOf({ locals }: RequestEvent, id: string) {
  return locals.core.interventions.forAccess(signedIn(locals), id);
}

function wanted(visit: Visit) {
  return { activityTypeId: visit.typeId, addressId: visit.addressId ?? '', interventionId: visit.id };
}
