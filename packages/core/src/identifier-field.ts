import { z } from 'zod';
import { normaliseIdentifier } from './identifier.ts';

/* The identifiers of people as parts of a command's input: normalised, or refused by the field's own name. */

export const emailField = identifier('email', 'must be one e-mail address');
export const phoneField = identifier(
  'sms',
  'must be a telephone number with its country code, such as +423 234 56 78',
);

function identifier(channel: 'email' | 'sms', message: string) {
  return z.string().transform((typed, context) => {
    try {
      const found = normaliseIdentifier(typed);
      if (found.channel === channel) return found.value;
    } catch {
      // Told below, by the field's own name.
    }
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}
