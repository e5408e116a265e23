import { call, unitApi } from '#lib/api/client.ts';
import { ApiFailure } from '#lib/api/failure.ts';
import { loaded } from '#lib/api/load.ts';
import { may } from '#lib/session.ts';
import { error } from '@sveltejs/kit';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, params, url }) => {
  const { unit } = await parent();
  if (!may(unit, 'import-data')) error(403, 'not with this role', { code: 'not-allowed' });
  const param = { businessUnitId: unit.id, importId: params.id };
  const routes = unitApi.imports[':importId'];
  const shown = await loaded(url, call(routes.$get({ param })));
  // The file may be forgotten in between.
  const preview = shown.can.start
    ? await loaded(
        url,
        call(routes.preview.$get({ param })).catch((failure: unknown) => {
          if (failure instanceof ApiFailure && failure.code === 'gone') return null;
          throw failure;
        }),
      )
    : null;
  return { shown, preview };
};
