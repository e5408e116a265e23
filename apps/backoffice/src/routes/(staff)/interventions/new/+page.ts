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
  const interventionId = url.searchParams.get('inside');
  const [types, customer, container] = await loaded(
    url,
    Promise.all([
      call(unitApi['activity-types'].$get({ param: { businessUnitId } })),
      customerId === null
        ? null
        : call(unitApi.customers[':customerId'].$get({ param: { businessUnitId, customerId } })),
      interventionId === null
        ? null
        : call(unitApi.interventions[':interventionId'].$get({ param: { businessUnitId, interventionId } })),
    ]),
  );
  // What is only made inside another is offered there alone, and what contains others is contained by none.
  const offered = types.items.filter((type) => (container ? !type.container : !type.contained));
  return { types: offered, customer, container };
};
