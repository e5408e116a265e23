import { call, unitApi } from '#lib/api/client.ts';
import { loaded } from '#lib/api/load.ts';
import { visitForms } from '#lib/forms/commands.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, params, url }) => {
  const { unit } = await parent();
  const param = { businessUnitId: unit.id, interventionId: params.id };
  const [intervention, forms] = await Promise.all([
    loaded(url, call(unitApi.interventions[':interventionId'].$get({ param }))),
    loaded(url, visitForms(unit.id, params.id)),
  ]);
  return { intervention, forms };
};
