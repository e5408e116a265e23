import { call, unitApi } from '#lib/api/client.ts';
import { loaded } from '#lib/api/load.ts';
import { visitForms } from '#lib/forms/commands.ts';
import { may } from '#lib/session.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, params, url }) => {
  const { unit } = await parent();
  const { id: businessUnitId } = unit;
  const param = { businessUnitId, interventionId: params.id };
  const one = unitApi.interventions[':interventionId'];
  const [intervention, documents, reports, requests, forms] = await loaded(
    url,
    Promise.all([
      call(one.$get({ param })),
      call(one.documents.$get({ param })),
      call(one.reports.$get({ param })),
      may(unit, 'see-plan')
        ? call(unitApi.requests.$get({ param: { businessUnitId }, query: { intervention: params.id } }))
        : { items: [] },
      visitForms(businessUnitId, params.id),
    ]),
  );
  return { intervention, documents: documents.items, reports, requests: requests.items, forms };
};
