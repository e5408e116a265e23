import { call, unitApi } from '#lib/api/client.ts';
import { loaded } from '#lib/api/load.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, params, url }) => {
  const { unit } = await parent();
  const whose = { businessUnitId: unit.id, technicianId: params.technician };
  const one = unitApi.technicians[':technicianId'];
  const [calendars, feed] = await loaded(
    url,
    Promise.all([
      call(one.calendars.$get({ param: { ...whose } })),
      call(one.feed.$get({ param: { ...whose } })),
    ]),
  );
  return { calendars, feed, whose };
};
