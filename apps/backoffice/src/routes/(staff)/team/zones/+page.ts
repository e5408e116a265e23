import { call, unitApi } from '#lib/api/client.ts';
import { loaded } from '#lib/api/load.ts';
import { may } from '#lib/session.ts';
import { error } from '@sveltejs/kit';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, url }) => {
  const { unit } = await parent();
  if (!may(unit, 'manage-technicians')) error(403, 'not with this role', { code: 'not-allowed' });
  const param = { businessUnitId: unit.id };
  const [zones, technicians] = await loaded(
    url,
    Promise.all([call(unitApi['service-zones'].$get({ param })), call(unitApi.technicians.$get({ param }))]),
  );
  return { zones: zones.items, technicians: technicians.items };
};
