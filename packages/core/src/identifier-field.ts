import { z } from 'zod';
import { normaliseIdentifier } from './identifier.ts';

/* The identifiers of people as parts of a command's input: normalised, or refused by the field's own name. */

export const emailField = identifier('email', null, 'must be one e-mail address');
export const phoneField = phoneFieldOf(null);

/** A telephone number as people of a country (ISO 3166-1) dial it, or with its country code. */
export function phoneFieldOf(country: string | null) {
  return identifier(
    'sms',
    country,
    'must be a telephone number with its country code, such as +423 234 56 78',
  );
}

function identifier(channel: 'email' | 'sms', country: string | null, message: string) {
  return z.string().transform((typed, context) => {
    try {
      const found = normaliseIdentifier(typed, country);
      if (found.channel === channel) return found.value;
    } catch {
      // Told below, by the field's own name.
    }
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}
