import type { PageServerLoad } from './$types';
import { sentView } from '#lib/server/sent-view.ts';
import { signedIn } from '#lib/server/signed-in.ts';

export const load: PageServerLoad = async ({ locals }) => {
  const sent = await locals.core.requests.sent(signedIn(locals));
  return { sent: sent.map((one) => sentView(one, locals)) };
};
