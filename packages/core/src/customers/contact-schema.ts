import { z } from 'zod';
import { emailField, phoneFieldOf } from '../identifier-field.ts';
import { parseInput } from '../shared/parse-input.ts';
import type { ContactFields } from './contact-types.ts';
import { filledLine, line, lines, optional } from './field-kinds.ts';

/** A contact, cleaned; numbers as people of `country` dial them. @throws ItineraError `invalid` that names the field. */
export function readContact(input: unknown, country: string | null): ContactFields {
  const phone = optional(phoneFieldOf(country)).default(null);
  return parseInput(
    z.object({
      name: filledLine(200),
      role: line(200).default(''),
      email: optional(emailField).default(null),
      phone,
      mobile: phone,
      notes: lines(2000).default(''),
    }),
  )(input);
}
