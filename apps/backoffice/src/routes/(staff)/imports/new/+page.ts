import { may } from '#lib/session.ts';
import { error } from '@sveltejs/kit';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent }) => {
  const { unit } = await parent();
  if (!may(unit, 'import-data')) error(403, 'not with this role', { code: 'not-allowed' });
};
