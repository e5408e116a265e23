import type { LayoutServerLoad } from './$types';
import { parseColour, toHex } from '@itinera/core/shared';

export const load: LayoutServerLoad = ({ locals }) => {
  const { portal, session, scope } = locals;
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
    /** Whether there is another access to change to. */
    severalAccesses: (session?.choices.length ?? 0) > 1,
  };
};
