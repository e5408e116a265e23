import { loadOwnHours } from '#lib/offline/own-hours.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, url, depends }) => {
  depends('itinera:own-day');
  const { me, unit } = await parent();
  const month = /^\d{4}-\d{2}$/.exec(url.searchParams.get('month') ?? '')?.[0];
  return loadOwnHours(url, { owner: me.staffUserId, unitId: unit.id, month });
};
