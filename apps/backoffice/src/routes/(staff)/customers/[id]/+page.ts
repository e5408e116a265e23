import { call, unitApi } from '#lib/api/client.ts';
import { loaded } from '#lib/api/load.ts';
import { may } from '#lib/session.ts';
import { error } from '@sveltejs/kit';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, params, url }) => {
  const { unit } = await parent();
  if (!may(unit, 'see-customers')) error(403, 'not with this role', { code: 'not-allowed' });
  const businessUnitId = unit.id;
  const [customer, record, interventions] = await loaded(
    url,
    Promise.all([
      call(unitApi.customers[':customerId'].$get({ param: { businessUnitId, customerId: params.id } })),
      call(
        unitApi.customers[':customerId'].record.$get({ param: { businessUnitId, customerId: params.id } }),
      ),
      call(unitApi.interventions.$get({ param: { businessUnitId }, query: { customer: params.id } })),
    ]),
  );
  return { customer, record, interventions };
};
