import type { Language } from '@itinera/core/shared';

/** Every language by its own name. */
export const languageNames: Record<Language, string> = {
  en: 'English',
  it: 'Italiano',
  fr: 'Français',
  'pt-BR': 'Português',
};
