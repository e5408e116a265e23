import { call, unitApi } from '#lib/api/client.ts';
import { loaded } from '#lib/api/load.ts';
import { may } from '#lib/session.ts';
import { error } from '@sveltejs/kit';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async ({ parent, params, url }) => {
  const { unit } = await parent();
  if (!may(unit, 'see-catalogue')) error(403, 'not with this role', { code: 'not-allowed' });
  const param = { businessUnitId: unit.id, activityTypeId: params.typeId };
  return { type: await loaded(url, call(unitApi.catalogue.types[':activityTypeId'].$get({ param }))) };
};
