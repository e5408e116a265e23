import { isLanguage, languages, type Language } from '@itinera/core/shared';
import { overwriteGetLocale } from '../paraglide/runtime.js';

const key = 'itinera-language';

let current = $state<Language>(fromBrowser());

overwriteGetLocale(() => current);

/** The language of the page; whatever shows words follows it. */
export const language = {
  get current(): Language {
    return current;
  },
  /** What this browser's user chose, for all pages from now on. */
  choose(chosen: Language) {
    localStorage.setItem(key, chosen);
    current = chosen;
  },
  /** The staff user's own language, unless this browser's user chose another. */
  prefer(own: Language) {
    current = remembered() ?? own;
  },
};

function remembered(): Language | null {
  const value = localStorage.getItem(key);
  return isLanguage(value) ? value : null;
}

/** Before anybody is signed in: what was chosen here before, else the first language of the browser that we speak. */
function fromBrowser(): Language {
  const spoken = navigator.languages.map((tag) =>
    languages.find((one) => one === tag || one.slice(0, 2) === tag.slice(0, 2)),
  );
  return remembered() ?? spoken.find((one) => one !== undefined) ?? 'en';
}
