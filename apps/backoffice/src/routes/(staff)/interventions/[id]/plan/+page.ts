import { call, unitApi } from '#lib/api/client.ts';
import { loaded } from '#lib/api/load.ts';
import { may } from '#lib/session.ts';
import { error } from '@sveltejs/kit';
import type { PageLoad } from './$types';

/** How many dates the table shows at once. */
const shownDays = 7;

export const load: PageLoad = async ({ parent, params, url }) => {
  const { unit } = await parent();
  if (!may(unit, 'plan')) error(403, 'not with this role', { code: 'not-allowed' });
  const param = { businessUnitId: unit.id, interventionId: params.id };
  const from = /^\d{4}-\d{2}-\d{2}$/.exec(url.searchParams.get('from') ?? '')?.[0];
  const query = { days: String(shownDays), ...(from === undefined ? {} : { from }) };
  const one = unitApi.interventions[':interventionId'];
  // The search may take its time: the page stands while it runs.
  const offers = call(one.offers.$get({ param, query }));
  offers.catch(() => undefined); // shown where it is awaited
  const [intervention, technicians] = await loaded(
    url,
    Promise.all([
      call(one.$get({ param })),
      call(unitApi.technicians.$get({ param: { businessUnitId: unit.id } })),
    ]),
  );
  const others = intervention.can.move
    ? call(unitApi['handing-over'].visits[':interventionId'].$get({ param }))
    : Promise.resolve(null);
  others.catch(() => undefined); // shown where it is awaited
  return { intervention, technicians: technicians.items, offers, others };
};
