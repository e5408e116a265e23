import { isRepeated } from './check-digits.ts';

/*
 * Receita Federal: CPF (Ato Declaratório, 9 digits and 2 check digits) and CNPJ (12 characters and 2 check digits; letters
 * from July 2026 by Instrução Normativa RFB 2.229/2024). Check digits by modulo 11 over the code of each character minus 48.
 */

export function isCpf(text: string): boolean {
  return /^\d{11}$/.test(text) && !isRepeated(text) && endsInItsCheckDigits(text, 9, 11);
}

export function isCnpj(text: string): boolean {
  return /^[0-9A-Z]{12}\d{2}$/.test(text) && !isRepeated(text) && endsInItsCheckDigits(text, 12, 9);
}

export function formatCpf(text: string): string {
  return text.replace(/^(.{3})(.{3})(.{3})(.{2})$/, '$1.$2.$3-$4');
}

export function formatCnpj(text: string): string {
  return text.replace(/^(.{2})(.{3})(.{3})(.{4})(.{2})$/, '$1.$2.$3/$4-$5');
}

function endsInItsCheckDigits(text: string, length: number, heaviest: number): boolean {
  const first = checkDigit(text.slice(0, length), heaviest);
  const second = checkDigit(text.slice(0, length) + String(first), heaviest);
  return text.slice(length) === `${first}${second}`;
}

/** Weights from the right: 2, 3, … up to the heaviest, then 2 again. A remainder of 0 or 1 gives 0. */
function checkDigit(text: string, heaviest: number): number {
  let sum = 0;
  for (let place = 0; place < text.length; place++)
    sum += (text.charCodeAt(text.length - 1 - place) - 48) * (2 + (place % (heaviest - 1)));
  return sum % 11 < 2 ? 0 : 11 - (sum % 11);
}
