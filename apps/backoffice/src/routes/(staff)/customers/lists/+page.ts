import { call, unitApi } from '#lib/api/client.ts';
import { loaded } from '#lib/api/load.ts';
import { may } from '#lib/session.ts';
import { error } from '@sveltejs/kit';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, url }) => {
  const { unit } = await parent();
  if (!may(unit, 'configure-unit')) error(403, 'not with this role', { code: 'not-allowed' });
  const param = { businessUnitId: unit.id };
  const { items } = await loaded(url, call(unitApi['customer-options'].presets.$get({ param })));
  return { presets: items };
};
