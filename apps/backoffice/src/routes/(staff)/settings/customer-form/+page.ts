import { formCommands } from '#lib/forms/commands.ts';
import { loaded } from '#lib/api/load.ts';
import { may } from '#lib/session.ts';
import { error } from '@sveltejs/kit';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, url }) => {
  const { unit } = await parent();
  if (!may(unit, 'configure-catalogue')) error(403, 'not with this role', { code: 'not-allowed' });
  const of = { activityTypeId: null, purpose: 'customer' } as const;
  const commands = formCommands(unit.id, of);
  return {
    of,
    shown: await loaded(url, commands.page()),
    versions: (await loaded(url, commands.history())).items,
  };
};
