import { z } from 'zod';
import { emailField, phoneFieldOf } from '../identifier-field.ts';
import { customerKinds, customerStatuses } from '../shared/customers.ts';
import { languages } from '../shared/languages.ts';
import { parseInput } from '../shared/parse-input.ts';
import { taxIdKinds } from '../shared/tax-ids/tax-ids.ts';
import { filledLine, line, lines, optional } from './field-kinds.ts';

const website = line(300).transform((typed, context) => {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:/i.test(typed) ? typed : `https://${typed}`);
  if (url && /^https?:$/.test(url.protocol) && url.hostname.includes('.')) return url.href;
  context.addIssue({ code: 'custom', message: 'must be an address of the web such as https://example.com' });
  return z.NEVER;
});

/** What makes two tags, or two names of a list, one. */
export function keyOf(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}

const tags = z
  .array(filledLine(50))
  .max(50, 'must have at most 50 tags')
  .transform((all) =>
    [...new Map(all.map((tag) => [keyOf(tag), tag.replace(/\s+/g, ' ')]))]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, tag]) => tag),
  );

const customFields = z
  .record(
    filledLine(100).refine((code) => code !== '__proto__', 'cannot be a code'),
    lines(2000).nullable(),
  )
  .refine((fields) => Object.keys(fields).length <= 200, 'must have at most 200 fields');

const extra = z
  .array(z.object({ label: filledLine(100), value: lines(2000) }))
  .max(50, 'must have at most 50 pairs');

const language = z.enum(languages, `must be one of ${languages.join(', ')}`);
const preset = optional(z.string());

function schemaFor(country: string | null) {
  const phone = optional(phoneFieldOf(country));
  return z
    .object({
      name: filledLine(200),
      status: z.enum(customerStatuses, `must be one of ${customerStatuses.join(', ')}`),
      kind: z.enum(customerKinds, `must be one of ${customerKinds.join(', ')}`),
      firstName: optional(line(200)),
      externalReference: optional(line(200)),
      email: optional(emailField),
      phone,
      mobile: phone,
      website: optional(website),
      language,
      notes: lines(5000),
      parentId: optional(z.string()),
      categoryId: preset,
      profileId: preset,
      paymentMethodId: preset,
      paymentTermId: preset,
      responsibleId: optional(z.string()),
      taxIdKind: z.enum(taxIdKinds, `must be one of ${taxIdKinds.join(', ')}`).nullable(),
      taxId: optional(line(50)),
      tags,
      /** Codes that are not named stay; null or nothing takes one away. */
      customFields,
      extra,
    })
    .partial();
}

/** What is written of a customer, cleaned: parts that are absent are left as they are. */
export type CustomerChanges = z.output<ReturnType<typeof schemaFor>>;

const readers = new Map<string | null, (input: unknown) => CustomerChanges>();

/**
 * A customer's fields, cleaned: telephone numbers in E.164 (without a country code as people of `country` dial them),
 * e-mail as it is looked up, blanks as null. Create, edit, import and portal all read through here.
 * @throws ItineraError `invalid` that names the field.
 */
export function readCustomerFields(input: unknown, country: string | null): CustomerChanges {
  let read = readers.get(country);
  if (!read) readers.set(country, (read = parseInput(schemaFor(country))));
  return read(input);
}

/** The names of all fields. */
export const customerFieldNames = Object.keys(schemaFor(null).shape) as readonly (keyof CustomerChanges)[];

/**
 * A record of another system or a file as a customer's fields: what is no field of ours becomes a custom field under its
 * own name, and `email_address` is the e-mail where there is no other (CAD-CS-05).
 */
export function fieldsOfRecord(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  const custom: [string, string][] = [];
  for (const [key, value] of Object.entries(record))
    if ((customerFieldNames as readonly string[]).includes(key)) fields[key] = value;
    else if (key !== 'email_address') custom.push([key, textOf(value)]);
  if ('email_address' in record && !fields['email']) fields['email'] = record['email_address'];
  if (custom.length > 0)
    fields['customFields'] = { ...Object.fromEntries(custom), ...(fields['customFields'] as object) };
  return fields;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
