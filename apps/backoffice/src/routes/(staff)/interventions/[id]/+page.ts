import type { WorkPage } from '@itinera/core';
import { call, unitApi } from '#lib/api/client.ts';
import { loaded } from '#lib/api/load.ts';
import { plainClosing, visitForms } from '#lib/forms/commands.ts';
import { may } from '#lib/session.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, params, url }) => {
  const { unit } = await parent();
  const { id: businessUnitId } = unit;
  const param = { businessUnitId, interventionId: params.id };
  const one = unitApi.interventions[':interventionId'];
  const [intervention, work, documents, reports, requests, forms] = await loaded(
    url,
    Promise.all([
      call(one.$get({ param })),
      call(one.work.$get({ param })),
      call(one.documents.$get({ param })),
      call(one.reports.$get({ param })),
      may(unit, 'see-plan')
        ? call(unitApi.requests.$get({ param: { businessUnitId }, query: { intervention: params.id } }))
        : { items: [] },
      visitForms(businessUnitId, params.id),
    ]),
  );
  // Work of a type that has no closing form is closed with the three fields of all.
  const isAsked = forms.some(({ purpose }) => purpose === 'closing') || !work.steps.includes('closed');
  const all = isAsked ? forms : [...forms, plainClosing()];
  // Conditions of forms hold one another, which the types of the wire lose.
  const at = work as unknown as WorkPage;
  const told = { intervention, work: at, documents: documents.items, reports, requests: requests.items };
  return { ...told, forms: all };
};
