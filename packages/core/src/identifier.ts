import { domainToASCII } from 'node:url';
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';
import { z } from 'zod';
import { ItineraError } from './shared/errors.ts';

/** What somebody signs in with, as it is stored and looked up. */
export interface Identifier {
  channel: 'email' | 'sms';
  value: string;
}

const email = z.email();
const longestEmail = 254;
const longestLocalPart = 64;

/**
 * Normalises first (NFKC, trimmed), then validates: an e-mail address in lower case with its domain in ASCII, or a
 * telephone number in E.164; one without + is read as people of `country` (ISO 3166-1) dial it, or refused. Two spellings give one identifier or a refusal, never another
 * person's: quoted local parts, comments, lists, invisible characters and extensions are refused. The local part is
 * lower-cased too, for the people who type on telephones; no mail provider in use tells letter case apart, and mail goes
 * to the address on file.
 * @throws ItineraError `invalid`, field `identifier`.
 */
export function normaliseIdentifier(typed: string, country: string | null = null): Identifier {
  if (typed.length > 320) throw refusal();
  const text = typed.normalize('NFKC').trim();
  return text.includes('@') ? emailOf(text) : phoneOf(text, country);
}

function emailOf(text: string): Identifier {
  const at = text.lastIndexOf('@');
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)];
  if (!isPrintableAscii(local) || /[\s\p{C}]/u.test(domain)) throw refusal();
  const ascii = domainToASCII(domain);
  const value = `${local}@${ascii}`.toLowerCase();
  const fits = local.length <= longestLocalPart && value.length <= longestEmail;
  if (ascii === '' || !fits || !email.safeParse(value).success) throw refusal();
  return { channel: 'email', value };
}

/** The country of a number in E.164 (ISO 3166-1 alpha-2); null where it has none, as satellite numbers. */
export function countryOfPhone(number: string): string | null {
  return parsePhoneNumberFromString(number)?.country ?? null;
}

/** An identifier as people may see who have proven nothing: enough to know one's own, not to learn another's. */
export function maskIdentifier(value: string): string {
  const at = value.lastIndexOf('@');
  if (at < 0) return `${value.slice(0, 4)} ••• ${value.slice(-2)}`;
  return `${value.slice(0, 1)}•••${value.slice(at)}`;
}

function phoneOf(text: string, country: string | null): Identifier {
  if (!/^\+?[0-9 ().\-/]+$/.test(text)) throw refusal();
  const national = !text.startsWith('+');
  if (national && (country === null || !isSupportedCountry(country))) throw refusal('country-code');
  const number = parsePhoneNumberFromString(
    text,
    national && country !== null && isSupportedCountry(country) ? country : undefined,
  );
  if (!number?.isValid() || number.ext !== undefined) throw refusal();
  return { channel: 'sms', value: number.number };
}

function isPrintableAscii(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}

function refusal(reason?: 'country-code'): ItineraError {
  return new ItineraError(
    'invalid',
    'identifier must be one e-mail address (name@example.com) or one telephone number with its country code (+423 …)',
    { field: 'identifier', ...(reason === undefined ? {} : { reason }) },
  );
}
