import type { LayoutServerLoad } from './$types';
import { parseColour, toHex } from '@itinera/core/shared';

export const load: LayoutServerLoad = ({ locals }) => {
  const { portal, session, scope } = locals;
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
    /** Whether there is another access to change to. */
    severalAccesses: (session?.choices.length ?? 0) > 1,
  };
};
