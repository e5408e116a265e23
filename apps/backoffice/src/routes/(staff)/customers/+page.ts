import { call, unitApi } from '#lib/api/client.ts';
import { loaded } from '#lib/api/load.ts';
import { may } from '#lib/session.ts';
import { error } from '@sveltejs/kit';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, url }) => {
  const { unit } = await parent();
  if (!may(unit, 'see-customers')) error(403, 'not with this role', { code: 'not-allowed' });
  const search = url.searchParams.get('search')?.trim().slice(0, 100) ?? '';
  const page = /^[1-9]\d{0,4}$/.exec(url.searchParams.get('page') ?? '')?.[0];
  const query = { ...(search === '' ? {} : { search }), ...(page === undefined ? {} : { page }) };
  const param = { businessUnitId: unit.id };
  return { search, list: await loaded(url, call(unitApi.customers.$get({ param, query }))) };
};
