import { call, unitApi } from '#lib/api/client.ts';
import { loaded } from '#lib/api/load.ts';
import { visitForms } from '#lib/forms/commands.ts';
import { may } from '#lib/session.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, params, url }) => {
  const { unit } = await parent();
  const { id: businessUnitId } = unit;
  const param = { businessUnitId, interventionId: params.id };
  const [intervention, requests, forms] = await loaded(
    url,
    Promise.all([
      call(unitApi.interventions[':interventionId'].$get({ param })),
      may(unit, 'see-plan')
        ? call(unitApi.requests.$get({ param: { businessUnitId }, query: { intervention: params.id } }))
        : { items: [] },
      visitForms(businessUnitId, params.id),
    ]),
  );
  return { intervention, requests: requests.items, forms };
};
