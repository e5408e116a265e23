import { resolve } from '$app/paths';
import { call, unitApi } from '#lib/api/client.ts';
import { loaded } from '#lib/api/load.ts';
import { may } from '#lib/session.ts';
import { redirect } from '@sveltejs/kit';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, url }) => {
  const { unit } = await parent();
  if (!may(unit, 'see-plan')) redirect(303, resolve('/(staff)/my-day'));
  const param = { businessUnitId: unit.id };
  const date = /^\d{4}-\d{2}-\d{2}$/.exec(url.searchParams.get('date') ?? '')?.[0];
  const query = date === undefined ? {} : { date };
  const [today, textMessages] = await Promise.all([
    loaded(url, call(unitApi.today.$get({ param, query }))),
    loaded(url, call(unitApi['text-messages'].$get({ param }))),
  ]);
  return { today, textMessages };
};
