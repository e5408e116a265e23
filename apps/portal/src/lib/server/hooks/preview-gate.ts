import type { RequestEvent } from '@sveltejs/kit';
import { redirect } from '@sveltejs/kit';
import { m } from '#paraglide/messages.js';

/** The routes of a preview itself: all others are the customer's. */
const own = ['/preview', '/preview/[token]'];
/** Files that every page may ask for. */
const files = ['/theme/[accent].css', '/logo/[logo].png'];

/**
 * What stands between a preview and the portal: no request that could change something goes on, whatever the route, and
 * what has ended or is closed leads to the page that says so. undefined: the request may go on, as the person's own.
 */
export function previewGate({ locals, request, route }: RequestEvent): Response | undefined {
  const { preview } = locals;
  const words = preview === null || preview === 'over' ? {} : { locale: preview.readerLanguage };
  const id = route.id ?? '';
  if (preview === null || own.includes(id)) return undefined;
  if (!['GET', 'HEAD'].includes(request.method))
    return new Response(`${m.preview_refused({}, words)}\n`, {
      status: 403,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    });
  const shown = preview !== 'over' && preview.seen.kind === 'open';
  if (!shown && !files.includes(id)) redirect(303, '/preview');
  return undefined;
}
