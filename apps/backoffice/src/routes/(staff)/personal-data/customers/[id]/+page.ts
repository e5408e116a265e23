import { loaded } from '#lib/api/load.ts';
import { outlookOf } from '#lib/personal-data.ts';
import { may } from '#lib/session.ts';
import { error } from '@sveltejs/kit';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, params, url }) => {
  const { unit } = await parent();
  if (!may(unit, 'manage-personal-data')) error(403, 'not with this role', { code: 'not-allowed' });
  const subject = { businessUnitId: unit.id, customerId: params.id };
  return { subject, outlook: await loaded(url, outlookOf(subject)) };
};
