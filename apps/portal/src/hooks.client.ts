import type { HandleClientError } from '@sveltejs/kit/hooks';
import { isLocale, overwriteGetLocale } from '#paraglide/runtime.js';

/** The document says which language it is in; another language is another document. */
overwriteGetLocale(() => {
  const language = document.documentElement.lang;
  return isLocale(language) ? language : 'en';
});

export const handleError: HandleClientError = ({ error }) => {
  reportError(error);
};
