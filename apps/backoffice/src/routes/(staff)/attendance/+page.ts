import { call, unitApi } from '#lib/api/client.ts';
import { loaded } from '#lib/api/load.ts';
import { may } from '#lib/session.ts';
import { error } from '@sveltejs/kit';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, url }) => {
  const { unit } = await parent();
  if (!may(unit, 'manage-attendance')) error(403, 'not with this role', { code: 'not-allowed' });
  const month = /^\d{4}-\d{2}$/.exec(url.searchParams.get('month') ?? '')?.[0];
  const technicianId = url.searchParams.get('technician') ?? '';
  const query = { ...(month && { month }), ...(technicianId !== '' && { technicianId }) };
  const param = { businessUnitId: unit.id };
  return { attendance: await loaded(url, call(unitApi.attendance.$get({ param, query }))) };
};
