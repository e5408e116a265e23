import { api, call, unitApi } from '#lib/api/client.ts';
import { ApiFailure } from '#lib/api/failure.ts';
import { loaded } from '#lib/api/load.ts';
import { language } from '#lib/language.svelte.ts';
import { forgetKept, keepMe, keptMe } from '#lib/offline/kept.ts';
import { setServerTime } from '#lib/server-time.ts';
import { currentUnit, may, type Me, type Unit } from '#lib/session.ts';
import { error } from '@sveltejs/kit';
import type { LayoutLoad } from './$types';

/** Who is signed in and where they work; every page below rests on it. */
export const load: LayoutLoad = async ({ url, depends, untrack }) => {
  depends('itinera:me');
  const me = await whoever(untrack(() => url));
  language.prefer(me.language);
  const unit = currentUnit(me);
  if (!unit) error(403, 'no business unit', { code: 'not-allowed' });
  return { me, unit, openRequests: await openRequestsOf(unit) };
};

/** Who is signed in; without a network, who was when their days were kept on this phone. */
async function whoever(url: URL): Promise<Me> {
  try {
    const me = await call(api.me.$get());
    setServerTime(me.now);
    await keepMe(me);
    return me;
  } catch (failure) {
    const code = failure instanceof ApiFailure ? failure.code : null;
    // The session is over: nothing is left on the phone for whoever finds it.
    if (code === 'unauthenticated') await forgetKept();
    const kept = code === 'offline' || code === 'unavailable' ? await keptMe() : undefined;
    if (kept) setServerTime(kept.now);
    return kept ?? loaded(url, Promise.reject(failure as Error));
  }
}

/** What nobody has dealt with; null for who does not see it, or where it cannot be told now: the page is there all the same. */
async function openRequestsOf(unit: Unit): Promise<number | null> {
  if (!may(unit, 'see-plan')) return null;
  try {
    return (await call(unitApi.requests.count.$get({ param: { businessUnitId: unit.id } }))).open;
  } catch (failure) {
    if (failure instanceof ApiFailure) return null;
    throw failure;
  }
}
