import { call, unitApi } from '#lib/api/client.ts';
import { loaded } from '#lib/api/load.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, params, url }) => {
  const { unit } = await parent();
  const param = { businessUnitId: unit.id, technicianId: params.technician, date: params.date };
  const answer = call(unitApi.technicians[':technicianId'].calendar[':date'].$get({ param }));
  return { week: await loaded(url, answer) };
};
