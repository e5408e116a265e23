import type { LayoutServerLoad } from './$types';
import { parseColour, toHex } from '#lib/theme/contrast.ts';

export const load: LayoutServerLoad = ({ locals }) => {
  const { portal, session, scope, preview } = locals;
  const accent = parseColour(portal.accentColour);
  return {
    company: {
      name: portal.name,
      email: portal.contactEmail,
      phone: portal.contactPhone,
      languages: portal.languages,
      accent: accent ? toHex(accent).slice(1) : null,
    },
    language: locals.language,
    person: scope?.personName ?? null,
    /** Whose portal staff are looking at: then nothing in the page does anything. */
    preview:
      preview === null || preview === 'over' || scope === null
        ? null
        : { name: scope.personName, language: preview.readerLanguage },
    /** Whether there is another access to change to. */
    severalAccesses: (session?.choices.length ?? 0) > 1,
  };
};
