import { passesLuhn } from './check-digits.ts';

/* Agenzia delle Entrate: codice fiscale (D.M. 23 dicembre 1976) and partita IVA (D.P.R. 633/1972, art. 35). */

/** Letters that stand for the digits 0 to 9 where two people would have the same code (omocodia). */
const omocodia = 'LMNPQRSTUV';
/** Values of 0–9 or A–J, then K–Z, in the places that are odd when counted from 1. */
const oddValues = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
];
/** Name, year, month of twelve letters, day, place, check letter. */
const ofPerson = /^[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]$/;

/** Of a person (16 characters); companies and associations have eleven digits, made like a partita IVA. */
export function isCodiceFiscale(text: string): boolean {
  if (!ofPerson.test(text)) return isPartitaIva(text);
  const day = Number(Array.from(text.slice(9, 11), digitOf).join(''));
  const inMonth = (day >= 1 && day <= 31) || (day >= 41 && day <= 71);
  return inMonth && checkLetter(text.slice(0, 15)) === text[15];
}

export function isPartitaIva(text: string): boolean {
  return /^\d{11}$/.test(text) && !/^0{7}/.test(text) && passesLuhn(text);
}

export function formatCodiceFiscale(text: string): string {
  return text.replace(/^(.{3})(.{3})(.{5})(.{5})$/, '$1 $2 $3 $4');
}

function digitOf(character: string): string {
  const place = omocodia.indexOf(character);
  return place < 0 ? character : String(place);
}

function checkLetter(text: string): string {
  let sum = 0;
  for (const [place, character] of [...text].entries()) {
    const code = character.charCodeAt(0);
    const value = code >= 65 ? code - 65 : code - 48;
    sum += place % 2 === 0 ? (oddValues[value] ?? 0) : value;
  }
  return String.fromCharCode(65 + (sum % 26));
}
