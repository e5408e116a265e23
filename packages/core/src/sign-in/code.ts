import { randomInt } from 'node:crypto';
import type { Context } from '../context.ts';

/** Letters that are told apart on paper and on the telephone. */
const referenceLetters = 'ABCDEFGHJKLMNPQRSTUVWXYZ';

/**
 * What a code is for: signing in, proving an identifier on file once more, or proving a new one. One made for a purpose
 * proves nothing else.
 */
export type Purpose = 'sign-in' | 'prove-again' | 'change-identifier';

/** Decimal digits, each as likely as any, from the system's secure source. */
export function newCode(digits: 6 | 8): string {
  return String(randomInt(10 ** digits)).padStart(digits, '0');
}

/** Two letters by which people see that a message belongs to their page. */
export function newReference(): string {
  return Array.from({ length: 2 }, () => referenceLetters.charAt(randomInt(referenceLetters.length))).join(
    '',
  );
}

/** What is stored of a code: a keyed hash that holds for one challenge, identifier and purpose only. */
export function codeMac(
  ctx: Pick<Context, 'keys'>,
  bound: { idHash: string; companyId: string; identifier: string; purpose: string },
  code: string,
): string {
  const { idHash, companyId, identifier, purpose } = bound;
  return ctx.keys.mac('sign-in-code', JSON.stringify([idHash, companyId, identifier, purpose, code]));
}

/** The six or eight digits of what somebody typed or pasted, or null; spaces between them are usual in messages. */
export function typedCode(typed: string): string | null {
  const code = typed.slice(0, 64).normalize('NFKC').replace(/[\s-]/g, '');
  return /^(?:[0-9]{6}|[0-9]{8})$/.test(code) ? code : null;
}
