import type { Language } from '@itinera/core/shared';
import { m } from '#paraglide/messages.js';

export interface ErrorWords {
  title: string;
  advice: string;
}

/** What an error page says for an HTTP status: what happened and what to do; in the language of the page unless `words` names one. */
export function errorPageWords(status: number, words: { locale?: Language } = {}): ErrorWords {
  switch (status) {
    case 401:
      return { title: m.error_401_title({}, words), advice: m.error_401_advice({}, words) };
    case 403:
      return { title: m.error_403_title({}, words), advice: m.error_403_advice({}, words) };
    case 404:
      return { title: m.error_404_title({}, words), advice: m.error_404_advice({}, words) };
    case 409:
      return { title: m.error_409_title({}, words), advice: m.error_409_advice({}, words) };
    case 410:
      return { title: m.error_410_title({}, words), advice: m.error_410_advice({}, words) };
    case 429:
      return { title: m.error_429_title({}, words), advice: m.error_429_advice({}, words) };
    case 503:
      return { title: m.error_503_title({}, words), advice: m.error_503_advice({}, words) };
    default:
      return status >= 400 && status < 500
        ? { title: m.error_400_title({}, words), advice: m.error_400_advice({}, words) }
        : { title: m.error_500_title({}, words), advice: m.error_500_advice({}, words) };
  }
}
