import { call, unitApi } from '#lib/api/client.ts';
import { loaded } from '#lib/api/load.ts';
import { may } from '#lib/session.ts';
import { error } from '@sveltejs/kit';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, url }) => {
  const { unit } = await parent();
  if (!may(unit, 'manage-accesses'))
    error(403, 'for administrators and supervisors', { code: 'not-allowed' });
  const search = url.searchParams.get('search')?.trim().slice(0, 100) ?? '';
  const enabled = (['yes', 'no'] as const).find((one) => one === url.searchParams.get('enabled'));
  const page = /^[1-9]\d{0,4}$/.exec(url.searchParams.get('page') ?? '')?.[0];
  const query = {
    ...(search === '' ? {} : { search }),
    ...(enabled === undefined ? {} : { enabled }),
    ...(page === undefined ? {} : { page }),
  };
  const param = { businessUnitId: unit.id };
  const [list, overview] = await loaded(
    url,
    Promise.all([
      call(unitApi.accesses.$get({ param, query })),
      call(unitApi['all-accesses'].$get({ param })),
    ]),
  );
  return { search, enabled, list, overview };
};
