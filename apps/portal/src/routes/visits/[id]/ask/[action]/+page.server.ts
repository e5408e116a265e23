import type { Actions, PageServerLoad } from './$types';
import { loadAsk, sendAsk } from '#lib/server/ask.ts';
import { signedIn } from '#lib/server/signed-in.ts';
import { readerOf, visitView } from '#lib/server/visit-view.ts';

export const load: PageServerLoad = async (event) => {
  const { locals, params } = event;
  const visit = await locals.core.interventions.forAccess(signedIn(locals), params.id);
  const { typeName, when, address } = visitView(visit, readerOf(locals));
  const ask = await loadAsk(event, { actionId: params.action, interventionId: params.id });
  return { ...ask, visit: { id: visit.id, typeName, when, address } };
};

export const actions: Actions = {
  default: (event) => sendAsk(event, { actionId: event.params.action, interventionId: event.params.id }),
};
