import { call, unitApi } from '#lib/api/client.ts';
import { loaded } from '#lib/api/load.ts';
import { error } from '@sveltejs/kit';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, url }) => {
  const { unit, office } = await parent();
  if (!office) error(403, 'office only', { code: 'not-allowed' });
  const search = url.searchParams.get('search')?.trim().slice(0, 100) ?? '';
  const page = /^[1-9]\d{0,4}$/.exec(url.searchParams.get('page') ?? '')?.[0];
  const query = { ...(search === '' ? {} : { search }), ...(page === undefined ? {} : { page }) };
  const param = { businessUnitId: unit.id };
  return { search, list: await loaded(url, call(unitApi.customers.$get({ param, query }))) };
};
