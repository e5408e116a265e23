import type { Handle } from '@sveltejs/kit/hooks';
import type { AccessScope, Core, PortalSession } from '@itinera/core';
import type { RequestEvent } from '@sveltejs/kit';
import { error } from '@sveltejs/kit';
import { randomUUID } from 'node:crypto';
import { readCookie } from '../cookies.ts';
import { acceptedLanguage, pageLanguage } from '../language.ts';
import { handedOver } from './hand-over.ts';

/** Who asks, of which company, in which language: everything a page may rely on in `event.locals`. */
export const requestFacts: Handle = async ({ event, resolve }) => {
  const { core, network, secure } = handedOver(event);
  Object.assign(event.locals, { core, network, secure, errorId: randomUUID().slice(0, 8) });

  const { session, preview } = await whoAsks(event, core);
  const accept = event.request.headers.get('accept-language');
  const chosen = readCookie(event, 'language');
  const person = session?.kind === 'signed-in' ? session.scope.language : undefined;

  const guess = person ?? acceptedLanguage(accept) ?? 'en';
  event.locals.language = guess;
  const portal = await core.businessUnits.publicPortal(event.url.hostname, guess);
  if (!portal) error(404, 'No portal answers at this address');
  const language = pageLanguage({ chosen, person, accept }, portal.languages, portal.defaultLanguage);

  event.locals.language = language;
  event.locals.portal =
    language === guess
      ? portal
      : ((await core.businessUnits.publicPortal(event.url.hostname, language)) ?? portal);
  event.locals.session = session;
  event.locals.preview = preview;
  event.locals.scope = scopeIn(session, language);
  return resolve(event);
};

/** Whoever is signed in; in a preview, whoever is looked at, whether or not this browser has a session of its own. */
async function whoAsks(event: RequestEvent, core: Core): Promise<Pick<App.Locals, 'session' | 'preview'>> {
  const previewToken = readCookie(event, 'preview');
  if (previewToken) {
    const preview = await core.previews.session(previewToken);
    const session = preview?.seen.kind === 'open' ? preview.seen.session : null;
    return { session, preview: preview ?? 'over' };
  }
  const token = readCookie(event, 'session');
  // What a page asks by itself keeps nobody signed in (S16).
  const touches = event.route.id?.endsWith('/changes') !== true;
  return { session: token ? await core.signIn.session(token, { touches }) : null, preview: null };
}

/** The person's scope, speaking the language of the page, so that names of the catalogue and words agree. */
function scopeIn(session: PortalSession | null, language: App.Locals['language']): AccessScope | null {
  return session?.kind === 'signed-in' ? { ...session.scope, language } : null;
}
