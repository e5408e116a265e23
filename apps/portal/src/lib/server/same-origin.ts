import type { RequestEvent } from '@sveltejs/kit';
import { error } from '@sveltejs/kit';

/** What scripts of our own pages send, and nobody else's: SvelteKit itself asks this of forms only. */
export function requireSameOrigin({ request, url }: Pick<RequestEvent, 'request' | 'url'>): void {
  if (request.headers.get('origin') !== url.origin) error(403, 'Sent from another page');
}
