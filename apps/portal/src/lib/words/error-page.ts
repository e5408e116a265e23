import { m } from '#paraglide/messages.js';

export interface ErrorWords {
  title: string;
  advice: string;
}

/** What an error page says for an HTTP status: what happened and what to do. */
export function errorPageWords(status: number): ErrorWords {
  switch (status) {
    case 401:
      return { title: m.error_401_title(), advice: m.error_401_advice() };
    case 403:
      return { title: m.error_403_title(), advice: m.error_403_advice() };
    case 404:
      return { title: m.error_404_title(), advice: m.error_404_advice() };
    case 409:
      return { title: m.error_409_title(), advice: m.error_409_advice() };
    case 410:
      return { title: m.error_410_title(), advice: m.error_410_advice() };
    case 429:
      return { title: m.error_429_title(), advice: m.error_429_advice() };
    case 503:
      return { title: m.error_503_title(), advice: m.error_503_advice() };
    default:
      return status >= 400 && status < 500
        ? { title: m.error_400_title(), advice: m.error_400_advice() }
        : { title: m.error_500_title(), advice: m.error_500_advice() };
  }
}
