import { call, unitApi } from '#lib/api/client.ts';
import { loaded } from '#lib/api/load.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, params, url }) => {
  const { unit } = await parent();
  const param = { businessUnitId: unit.id, interventionId: params.id };
  return {
    intervention: await loaded(url, call(unitApi.interventions[':interventionId'].$get({ param }))),
  };
};
