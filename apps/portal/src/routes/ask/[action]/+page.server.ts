import type { Actions, PageServerLoad } from './$types';
import { loadAsk, sendAsk } from '#lib/server/ask.ts';

export const load: PageServerLoad = (event) =>
  loadAsk(event, { actionId: event.params.action, interventionId: null });

export const actions: Actions = {
  default: (event) => sendAsk(event, { actionId: event.params.action, interventionId: null }),
};
