import { call, unitApi } from '#lib/api/client.ts';
import { loaded } from '#lib/api/load.ts';
import { may } from '#lib/session.ts';
import { error } from '@sveltejs/kit';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, params, url }) => {
  const { unit } = await parent();
  if (!may(unit, 'manage-technicians')) error(403, 'not with this role', { code: 'not-allowed' });
  const param = { businessUnitId: unit.id };
  const { technician: technicianId } = params;
  const [shown, overview] = await loaded(
    url,
    Promise.all([
      call(unitApi.technicians[':technicianId'].$get({ param: { ...param, technicianId } })),
      call(unitApi.team.$get({ param })),
    ]),
  );
  return { shown, overview };
};
