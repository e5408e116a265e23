import { loadOwnDay } from '#lib/offline/own-day.ts';
import { fetchHoursToKeep } from '#lib/offline/own-hours.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, url, depends }) => {
  depends('itinera:own-day');
  const { me, unit } = await parent();
  const date = /^\d{4}-\d{2}-\d{2}$/.exec(url.searchParams.get('date') ?? '')?.[0];
  const shown = await loadOwnDay(url, { owner: me.staffUserId, unitId: unit.id, zone: unit.zone, date });
  // The clock is tapped in dead spots, too.
  if (shown.keptAt === null) void fetchHoursToKeep({ owner: me.staffUserId, unitId: unit.id });
  return shown;
};
