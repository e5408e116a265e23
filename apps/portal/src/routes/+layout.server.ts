import type { LayoutServerLoad } from './$types';
import { parseColour, toHex } from '@itinera/core/shared';

export const load: LayoutServerLoad = ({ locals }) => {
  const { portal, session, scope, preview } = locals;
  const colours = [portal.accentColour, portal.backgroundColour]
    .map((colour) => parseColour(colour ?? ''))
    .filter((colour) => colour !== null);
  return {
    company: {
      name: portal.name,
      email: portal.contactEmail,
      phone: portal.contactPhone,
      languages: portal.languages,
      address: portal.contactAddress,
      logo: portal.logo,
      theme: colours.map((colour) => toHex(colour).slice(1)).join('-'),
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
