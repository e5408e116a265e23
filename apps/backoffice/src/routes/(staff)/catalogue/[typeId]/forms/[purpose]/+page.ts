import { formCommands } from '#lib/forms/commands.ts';
import { loaded } from '#lib/api/load.ts';
import { may } from '#lib/session.ts';
import { error } from '@sveltejs/kit';
import type { PageLoad } from './$types';

const purposes = ['activity', 'closing', 'survey'] as const;

export const load: PageLoad = async ({ parent, params, url }) => {
  const { unit } = await parent();
  const purpose = purposes.find((known) => known === params.purpose);
  if (!purpose) error(404, 'no such form', { code: 'not-found' });
  if (!may(unit, 'see-catalogue')) error(403, 'not with this role', { code: 'not-allowed' });
  const of = { activityTypeId: params.typeId, purpose };
  const commands = formCommands(unit.id, of);
  return {
    of,
    shown: await loaded(url, commands.page()),
    versions: (await loaded(url, commands.history())).items,
  };
};
