import { call, unitApi } from '#lib/api/client.ts';
import { loaded } from '#lib/api/load.ts';
import { may } from '#lib/session.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, params, url }) => {
  const { unit } = await parent();
  const { id: businessUnitId } = unit;
  const param = { businessUnitId, interventionId: params.id };
  const [intervention, requests, documents] = await loaded(
    url,
    Promise.all([
      call(unitApi.interventions[':interventionId'].$get({ param })),
      may(unit, 'see-plan')
        ? call(unitApi.requests.$get({ param: { businessUnitId }, query: { intervention: params.id } }))
        : { items: [] },
      call(unitApi.interventions[':interventionId'].documents.$get({ param })),
    ]),
  );
  return { intervention, requests: requests.items, documents: documents.items };
};
