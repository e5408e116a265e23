import type { Actions, PageServerLoad } from './$types';
import { fail, redirect } from '@sveltejs/kit';
import { m } from '#paraglide/messages.js';
import { durationText } from '#lib/format/durations.ts';
import { readForm, text } from '#lib/server/forms.ts';
import { signedIn } from '#lib/server/signed-in.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
  const types = await locals.core.catalogue.bookable(signedIn(locals));
  return {
    types: types.map((type) => ({
      value: type.id,
      label: type.name,
      hint: [type.description, m.takes_about({ duration: durationText(type.duration, locals.language) })]
        .filter(Boolean)
        .join('\n'),
    })),
    chosen: url.searchParams.get('type') ?? '',
  };
};

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const typeId = text(await readForm(request), 'type');
    const types = await locals.core.catalogue.bookable(signedIn(locals));
    if (!types.some((type) => type.id === typeId))
      return fail(422, { problems: [{ field: 'type', message: m.what_missing() }] });
    redirect(303, `/book/${encodeURIComponent(typeId)}/where`);
  },
};
