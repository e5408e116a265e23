import { error } from '@sveltejs/kit';
import { loadOwnDay } from '#lib/offline/own-day.ts';
import type { PageLoad } from './$types';

/** A visit is read from its day: what is kept of the day is enough to work by. */
export const load: PageLoad = async ({ parent, params, url, depends }) => {
  depends('itinera:own-day');
  const { me, unit } = await parent();
  const date = /^\d{4}-\d{2}-\d{2}$/.exec(url.searchParams.get('date') ?? '')?.[0];
  const shown = await loadOwnDay(url, { owner: me.staffUserId, unitId: unit.id, zone: unit.zone, date });
  const visit = shown.day?.visits.find(({ interventionId }) => interventionId === params.id);
  const stop = shown.day?.route.stops.find(({ interventionId }) => interventionId === params.id);
  if (!shown.day || !visit || !stop) error(404, 'not a visit of this day', { code: 'not-found' });
  return { ...shown, route: shown.day.route, visit, stop };
};
