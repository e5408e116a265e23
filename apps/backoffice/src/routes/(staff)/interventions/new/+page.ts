import { call, unitApi } from '#lib/api/client.ts';
import { loaded } from '#lib/api/load.ts';
import { may } from '#lib/session.ts';
import { error } from '@sveltejs/kit';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, url }) => {
  const { unit } = await parent();
  if (!may(unit, 'plan')) error(403, 'not with this role', { code: 'not-allowed' });
  const businessUnitId = unit.id;
  const customerId = url.searchParams.get('customer');
  const [types, customer] = await loaded(
    url,
    Promise.all([
      call(unitApi['activity-types'].$get({ param: { businessUnitId } })),
      customerId === null
        ? null
        : call(unitApi.customers[':customerId'].$get({ param: { businessUnitId, customerId } })),
    ]),
  );
  return { types: types.items, customer };
};
