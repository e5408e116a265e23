import type { PageServerLoad } from './$types';
import { fieldsOf, filterOf, queryWith } from '#lib/server/past-filter.ts';
import { choicesView, pagesView, pastRow } from '#lib/server/past-view.ts';
import { signedIn } from '#lib/server/signed-in.ts';
import { readerOf } from '#lib/server/visit-view.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { filter, problems } = filterOf(url);
  const reader = readerOf(locals);
  const found = await locals.core.visits.past(signedIn(locals), filter);
  return {
    fields: fieldsOf(url),
    problems,
    choices: choicesView(found.choices),
    total: found.total,
    rows: found.items.map((item) => pastRow(item, reader)),
    pages: pagesView(found, url),
    query: queryWith(url, { page: '' }),
  };
};
