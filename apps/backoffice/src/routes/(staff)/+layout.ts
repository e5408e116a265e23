import { api, call } from '#lib/api/client.ts';
import { loaded } from '#lib/api/load.ts';
import { language } from '#lib/language.svelte.ts';
import { setServerTime } from '#lib/server-time.ts';
import { currentUnit } from '#lib/session.ts';
import { error } from '@sveltejs/kit';
import type { LayoutLoad } from './$types';

/** Who is signed in and where they work; every page below rests on it. */
export const load: LayoutLoad = async ({ url, depends, untrack }) => {
  depends('itinera:me');
  const me = await loaded(
    untrack(() => url),
    call(api.me.$get()),
  );
  language.prefer(me.language);
  setServerTime(me.now);
  const unit = currentUnit(me);
  if (!unit) error(403, 'no business unit', { code: 'not-allowed' });
  return { me, unit };
};
