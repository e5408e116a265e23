import { call, unitApi } from '#lib/api/client.ts';
import { loaded } from '#lib/api/load.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, params, url }) => {
  const { unit } = await parent();
  const param = { businessUnitId: unit.id, interventionId: params.id };
  const one = unitApi.interventions[':interventionId'];
  return {
    intervention: await loaded(url, call(one.$get({ param }))),
    documents: (await loaded(url, call(one.documents.$get({ param })))).items,
  };
};
