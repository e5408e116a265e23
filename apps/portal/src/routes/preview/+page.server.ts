import type { Actions, PageServerLoad, PageServerLoadEvent } from './$types';
import { fail, redirect } from '@sveltejs/kit';
import { deleteCookie, readCookie, setCookie } from '#lib/server/cookies.ts';

/** What the page shows: the button that opens a preview, or what became of the one there was. */
export const load: PageServerLoad = async (event) => {
  const { locals, url } = event;
  const token = readCookie(event, 'grant');
  const grant = token ? await locals.core.previews.view(token) : null;
  if (grant) return { state: 'ask', ...grant } as const;
  return whatIsThere(event, url.searchParams.has('left'));
};

function whatIsThere(event: PageServerLoadEvent, left: boolean) {
  const { preview } = event.locals;
  if (preview === 'over') deleteCookie(event, 'preview');
  if (preview === null || preview === 'over')
    return left ? ({ state: 'left' } as const) : ({ state: 'over' } as const);
  const { personName, seen } = preview;
  if (seen.kind === 'closed') return { state: 'closed', personName, why: seen.why } as const;
  return { state: 'open', personName } as const;
}

export const actions: Actions = {
  open: async (event) => {
    const { previews } = event.locals.core;
    const result = await previews.open({ grantToken: readCookie(event, 'grant') ?? '' });
    deleteCookie(event, 'grant');
    if (result.kind === 'over') return fail(422, { over: true });
    const former = readCookie(event, 'preview');
    if (former) await previews.leave(former);
    setCookie(event, 'preview', result.previewToken);
    deleteCookie(event, 'hold');
    redirect(303, '/');
  },
  leave: async (event) => {
    const token = readCookie(event, 'preview');
    if (token) await event.locals.core.previews.leave(token);
    for (const cookie of ['preview', 'grant', 'hold'] as const) deleteCookie(event, cookie);
    event.setHeaders({ 'clear-site-data': '"cache", "storage"' });
    redirect(303, '/preview?left');
  },
};
