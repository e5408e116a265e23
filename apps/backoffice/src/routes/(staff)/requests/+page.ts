import { call, unitApi } from '#lib/api/client.ts';
import { loaded } from '#lib/api/load.ts';
import { readRequestQuery } from '#lib/requests/filter.ts';
import { may } from '#lib/session.ts';
import { error } from '@sveltejs/kit';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, url }) => {
  const { unit } = await parent();
  if (!may(unit, 'see-plan')) error(403, 'not with this role', { code: 'not-allowed' });
  const filter = readRequestQuery(url.searchParams);
  const param = { businessUnitId: unit.id };
  return { filter, list: await loaded(url, call(unitApi.requests.$get({ param, query: filter }))) };
};
