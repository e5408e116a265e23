import { call, unitApi } from '#lib/api/client.ts';
import { loaded } from '#lib/api/load.ts';
import { may } from '#lib/session.ts';
import { error } from '@sveltejs/kit';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, params, url }) => {
  const { unit } = await parent();
  if (!may(unit, 'plan')) error(403, 'not with this role', { code: 'not-allowed' });
  const param = { businessUnitId: unit.id, technicianId: params.technician, date: params.date };
  const plan = call(unitApi['handing-over'].days[':technicianId'][':date'].$get({ param }));
  return { plan: await loaded(url, plan) };
};
