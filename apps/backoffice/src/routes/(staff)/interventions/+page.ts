import { call, unitApi } from '#lib/api/client.ts';
import { may } from '#lib/session.ts';
import { loaded } from '#lib/api/load.ts';
import { readFilter } from '#lib/interventions/filter.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, url }) => {
  const { unit } = await parent();
  const param = { businessUnitId: unit.id };
  const filter = readFilter(url.searchParams);
  const [list, technicians, types] = await loaded(
    url,
    Promise.all([
      call(unitApi.interventions.$get({ param, query: filter })),
      call(unitApi.technicians.$get({ param })),
      may(unit, 'see-catalogue') ? call(unitApi['activity-types'].$get({ param })) : { items: [] },
    ]),
  );
  return { list, technicians: technicians.items, types: types.items, filter };
};
