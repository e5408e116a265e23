import { resolve } from '$app/paths';
import { call, unitApi } from '#lib/api/client.ts';
import { loaded } from '#lib/api/load.ts';
import { dateAt } from '#lib/format/time.ts';
import { lastTechnician } from '#lib/planning/last-technician.ts';
import { serverNow } from '#lib/server-time.ts';
import { redirect } from '@sveltejs/kit';
import type { PageLoad } from './$types';

/** Planning begins with today of whoever was looked at last, else of the first technician. */
export const load: PageLoad = async ({ parent, url }) => {
  const { unit } = await parent();
  const { items } = await loaded(url, call(unitApi.technicians.$get({ param: { businessUnitId: unit.id } })));
  const technician = items.find((one) => one.id === lastTechnician()) ?? items[0];
  if (technician)
    redirect(
      303,
      resolve('/(staff)/planning/[technician]/[date]', {
        technician: technician.id,
        date: dateAt(serverNow(), unit.zone),
      }),
    );
};
