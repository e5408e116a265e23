import { call, unitApi } from '#lib/api/client.ts';
import { loaded } from '#lib/api/load.ts';
import { may } from '#lib/session.ts';
import { resolve } from '$app/paths';
import type { CustomerForm } from '@itinera/core';
import { error, redirect } from '@sveltejs/kit';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, params, url }) => {
  const { unit } = await parent();
  if (!may(unit, 'see-customers')) error(403, 'not with this role', { code: 'not-allowed' });
  const businessUnitId = unit.id;
  const [customer, record, interventions, duplicates, ownFields, requests] = await loaded(
    url,
    Promise.all([
      call(unitApi.customers[':customerId'].$get({ param: { businessUnitId, customerId: params.id } })),
      call(
        unitApi.customers[':customerId'].record.$get({ param: { businessUnitId, customerId: params.id } }),
      ),
      call(unitApi.interventions.$get({ param: { businessUnitId }, query: { customer: params.id } })),
      may(unit, 'manage-customers')
        ? call(
            unitApi.customers[':customerId'].duplicates.$get({
              param: { businessUnitId, customerId: params.id },
            }),
          )
        : { pairs: [] },
      call(
        unitApi.customers[':customerId']['own-fields'].$get({
          param: { businessUnitId, customerId: params.id },
        }),
      ) as Promise<CustomerForm>,
      call(unitApi.requests.$get({ param: { businessUnitId }, query: { customer: params.id } })),
    ]),
  );
  // One that was merged: who took its place.
  if (customer.id !== params.id) redirect(307, resolve('/(staff)/customers/[id]', { id: customer.id }));
  return {
    customer,
    record,
    interventions,
    duplicates: duplicates.pairs,
    ownFields,
    requests: requests.items,
  };
};
