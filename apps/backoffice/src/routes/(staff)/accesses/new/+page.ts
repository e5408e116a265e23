import { call, unitApi } from '#lib/api/client.ts';
import { loaded } from '#lib/api/load.ts';
import { may } from '#lib/session.ts';
import { error } from '@sveltejs/kit';
import type { PageLoad } from './$types';

/** For a customer, when the address names one: their own name and addresses are the first guess. */
export const load: PageLoad = async ({ parent, url }) => {
  const { unit } = await parent();
  if (!may(unit, 'manage-accesses'))
    error(403, 'for administrators and supervisors', { code: 'not-allowed' });
  const customerId = url.searchParams.get('customer');
  if (customerId === null) return { customer: null };
  const param = { businessUnitId: unit.id, customerId };
  return { customer: await loaded(url, call(unitApi.customers[':customerId'].$get({ param }))) };
};
