import { call, unitApi } from '#lib/api/client.ts';
import { loaded } from '#lib/api/load.ts';
import { may } from '#lib/session.ts';
import { error } from '@sveltejs/kit';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, params, url }) => {
  const { unit } = await parent();
  if (!may(unit, 'manage-customers')) error(403, 'not with this role', { code: 'not-allowed' });
  const param = { businessUnitId: unit.id, customerId: params.id, otherId: params.other };
  const [preview, options] = await loaded(
    url,
    Promise.all([
      call(unitApi.customers[':customerId'].merge[':otherId'].$get({ param })),
      call(unitApi['customer-options'].$get({ param: { businessUnitId: unit.id } })),
    ]),
  );
  return { preview, options };
};
