import { loadActions } from '#lib/actions/load.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, params, url }) => {
  const { unit } = await parent();
  return { actions: await loadActions(url, unit, params.typeId) };
};
