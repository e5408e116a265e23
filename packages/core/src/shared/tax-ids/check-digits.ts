/** The decimal digits of a text of digits. */
export function digitsOf(text: string): number[] {
  return Array.from(text, Number);
}

/** Whether a number of digits passes the Luhn check (ISO/IEC 7812-1, annex B): every other one from the right doubled. */
export function passesLuhn(text: string): boolean {
  const sum = digitsOf(text)
    .reverse()
    .reduce((total, digit, place) => total + (place % 2 === 0 ? digit : doubled(digit)), 0);
  return sum % 10 === 0;
}

function doubled(digit: number): number {
  return digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
}

/** Whether every character is the same: such numbers pass Brazil's sums and are given to nobody. */
export function isRepeated(text: string): boolean {
  return new Set(text).size <= 1;
}
