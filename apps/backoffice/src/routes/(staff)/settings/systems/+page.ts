import { call, unitApi } from '#lib/api/client.ts';
import { loaded } from '#lib/api/load.ts';
import { may } from '#lib/session.ts';
import { error } from '@sveltejs/kit';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, url }) => {
  const { unit } = await parent();
  if (!may(unit, 'manage-api-keys')) error(403, 'not with this role', { code: 'not-allowed' });
  const param = { businessUnitId: unit.id };
  return { keys: await loaded(url, call(unitApi['api-keys'].$get({ param }))) };
};
