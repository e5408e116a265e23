import { call, unitApi } from '#lib/api/client.ts';
import { loaded } from '#lib/api/load.ts';
import { readCustomerFilter } from '#lib/customers/filter.ts';
import { may } from '#lib/session.ts';
import { error } from '@sveltejs/kit';
import type { PageLoad } from './$types';

const pageSize = '25';

export const load: PageLoad = async ({ parent, url }) => {
  const { unit } = await parent();
  if (!may(unit, 'see-customers')) error(403, 'not with this role', { code: 'not-allowed' });
  const filter = readCustomerFilter(url.searchParams);
  const param = { businessUnitId: unit.id };
  const query = { ...filter, limit: pageSize };
  const [list, options] = await loaded(
    url,
    Promise.all([
      call(unitApi.customers.$get({ param, query })),
      call(unitApi['customer-options'].$get({ param })),
    ]),
  );
  return { filter, list, options };
};
