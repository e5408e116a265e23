import { call, unitApi } from '#lib/api/client.ts';
import { loaded } from '#lib/api/load.ts';
import { may } from '#lib/session.ts';
import { error } from '@sveltejs/kit';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, params, url }) => {
  const { unit } = await parent();
  if (!may(unit, 'manage-accesses'))
    error(403, 'for administrators and supervisors', { code: 'not-allowed' });
  const param = { businessUnitId: unit.id, accessId: params.id };
  const one = unitApi.accesses[':accessId'];
  const [access, link] = await loaded(
    url,
    Promise.all([call(one.$get({ param })), call(one['permanent-link'].$get({ param }))]),
  );
  return { access, link };
};
