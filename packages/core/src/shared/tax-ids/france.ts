import { digitsOf, passesLuhn } from './check-digits.ts';

/* Insee: SIREN of a company (9 digits), SIRET of an establishment (the SIREN and 5 digits). */

const laPoste = '356000000';

export function isSiren(text: string): boolean {
  return /^\d{9}$/.test(text) && Number(text) > 0 && passesLuhn(text);
}

/** La Poste has more establishments than the check allows for: their digits add up to a multiple of five. */
export function isSiret(text: string): boolean {
  if (!/^\d{14}$/.test(text) || !isSiren(text.slice(0, 9))) return false;
  if (passesLuhn(text)) return true;
  const sum = digitsOf(text).reduce((total, digit) => total + digit, 0);
  return text.startsWith(laPoste) && sum % 5 === 0;
}

export function formatSiren(text: string): string {
  return text.replace(/^(.{3})(.{3})(.{3})$/, '$1 $2 $3');
}

export function formatSiret(text: string): string {
  return text.replace(/^(.{3})(.{3})(.{3})(.{5})$/, '$1 $2 $3 $4');
}
