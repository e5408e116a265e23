import { call, unitApi } from '#lib/api/client.ts';
import { loaded } from '#lib/api/load.ts';
import { may } from '#lib/session.ts';
import { error } from '@sveltejs/kit';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, url }) => {
  const { unit } = await parent();
  if (!may(unit, 'import-data')) error(403, 'not with this role', { code: 'not-allowed' });
  const page = /^[1-9]\d{0,4}$/.exec(url.searchParams.get('page') ?? '')?.[0];
  const query = page === undefined ? {} : { page };
  const param = { businessUnitId: unit.id };
  const [list, options, types] = await loaded(
    url,
    Promise.all([
      call(unitApi.imports.$get({ param, query })),
      call(unitApi['customer-options'].$get({ param })),
      call(unitApi['activity-types'].$get({ param })),
    ]),
  );
  return { list, options, types: types.items };
};
