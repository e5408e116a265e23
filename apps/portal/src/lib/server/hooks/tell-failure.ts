import type { Handle } from '@sveltejs/kit/hooks';
import type { RequestEvent } from '@sveltejs/kit';
import { isHttpError, isRedirect } from '@sveltejs/kit';
import { m } from '#paraglide/messages.js';
import { errorPageWords } from '../../words/error-page.ts';
import { acceptedLanguage } from '../language.ts';
import { explainError } from './explain-error.ts';

/** Seconds after which a browser or a proxy may ask again. */
const retryAfter = '30';

/**
 * A page of its own for what fails before any page is begun, as when the store does not answer and nobody knows who asks and of
 * which company: in the browser's language, with words and the error's number, and the same for everybody.
 */
export const tellFailure: Handle = async ({ event, resolve }) => {
  try {
    const response = await resolve(event);
    if (response.status === 503) response.headers.set('retry-after', retryAfter);
    return response;
  } catch (error) {
    if (isRedirect(error) || isHttpError(error)) throw error;
    const told = await explainError({ kind: 'unknown', error, event });
    return page(event, told?.status ?? 500, event.locals.errorId ?? 'none');
  }
};

function page({ request }: RequestEvent, status: number, errorId: string): Response {
  const locale = acceptedLanguage(request.headers.get('accept-language')) ?? 'en';
  const { title, advice } = errorPageWords(status, { locale });
  const html = `<!doctype html>
<html lang="${locale}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${title}</title>
  </head>
  <body>
    <main>
      <h1>${title}</h1>
      <p>${advice}</p>
      <p>${m.error_id({ id: errorId }, { locale })}</p>
    </main>
  </body>
</html>
`;
  const headers = { 'content-type': 'text/html; charset=utf-8' };
  return new Response(html, {
    status,
    headers: { ...headers, ...(status === 503 && { 'retry-after': retryAfter }) },
  });
}
