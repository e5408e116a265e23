import type { Handle } from '@sveltejs/kit/hooks';
import { AsyncLocalStorage } from 'node:async_hooks';
import { overwriteServerAsyncLocalStorage, type Locale } from '#paraglide/runtime.js';

const languageOfRequest = new AsyncLocalStorage<{ locale?: Locale }>();
overwriteServerAsyncLocalStorage(languageOfRequest);

/** Makes every message of this request speak its language, and says so in the document. */
export const words: Handle = ({ event, resolve }) => {
  const locale = event.locals.language;
  return languageOfRequest.run({ locale }, () =>
    resolve(event, {
      transformPageChunk: ({ html }) => html.replace('%itinera.lang%', locale),
    }),
  );
};
