import { loadActions, loadSamples } from '#lib/actions/load.ts';
import { portalActionKinds } from '@itinera/core/shared';
import { error } from '@sveltejs/kit';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, params, url }) => {
  const { unit } = await parent();
  const actions = await loadActions(url, unit, params.typeId);
  const action = actions.actions.find(({ id }) => id === params.actionId) ?? null;
  const asked = url.searchParams.get('kind');
  const kind = action?.kind ?? portalActionKinds.find((one) => one === asked);
  if (!kind || (!action && params.actionId !== 'new')) error(404, 'no such action', { code: 'not-found' });
  return { actions, action, kind, samples: await loadSamples(url, unit, params.typeId) };
};
