import { call, unitApi } from '#lib/api/client.ts';
import { loaded } from '#lib/api/load.ts';
import { error } from '@sveltejs/kit';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, url }) => {
  const { unit } = await parent();
  const month = /^\d{4}-\d{2}$/.exec(url.searchParams.get('month') ?? '')?.[0];
  const param = { businessUnitId: unit.id };
  const query = month === undefined ? {} : { month };
  const { attendance } = await loaded(url, call(unitApi.attendance.own.$get({ param, query })));
  if (!attendance) error(404, 'no technician of this unit', { code: 'not-found' });
  return { attendance };
};
