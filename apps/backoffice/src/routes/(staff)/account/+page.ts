import { api, call, unitApi } from '#lib/api/client.ts';
import { loaded } from '#lib/api/load.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ url, parent }) => {
  const { unit } = await parent();
  const param = { businessUnitId: unit.id };
  const [account, own] = await loaded(
    url,
    Promise.all([call(api.account.$get()), call(unitApi['own-technician'].$get({ param }))]),
  );
  return { account, technician: own.technician };
};
