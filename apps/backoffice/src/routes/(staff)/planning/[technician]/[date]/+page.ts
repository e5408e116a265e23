import { call, unitApi } from '#lib/api/client.ts';
import { loaded } from '#lib/api/load.ts';
import { rememberTechnician } from '#lib/planning/last-technician.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, params, url }) => {
  const { unit } = await parent();
  const businessUnitId = unit.id;
  const [technicians, route] = await loaded(
    url,
    Promise.all([
      call(unitApi.technicians.$get({ param: { businessUnitId } })),
      call(
        unitApi.technicians[':technicianId'].days[':date'].$get({
          param: { businessUnitId, technicianId: params.technician, date: params.date },
        }),
      ),
    ]),
  );
  rememberTechnician(params.technician);
  return { technicians: technicians.items, route };
};
