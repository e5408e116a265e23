/** A piece of an amount: so much for each unit of a number, or so much when a field has a value. */
export type AmountTerm =
  { field: string; times: number } | { field: string; is: string | boolean; plus: number };

/**
 * A number worked out from answers: `base` plus its terms, kept between `minimum` and `maximum`. A tree of data and no
 * text to be parsed: nothing in it can run, loop or take long.
 */
export interface Amount {
  base: number;
  terms: AmountTerm[];
  minimum: number | null;
  maximum: number | null;
}

/** What any number of an amount, and its result, stays within. */
export const largestAmount = 1_000_000_000;

/** A field's answer, as an amount needs it: nothing where it is hidden or unanswered. */
export type ReadAnswer = (code: string) => unknown;

/**
 * What an amount comes to. A field that is hidden, unanswered or no number adds nothing; the result is finite, within
 * `largestAmount` and, last, within the amount's own ends.
 */
export function amountOf({ base, terms, minimum, maximum }: Amount, read: ReadAnswer): number {
  let sum = base;
  for (const term of terms) sum += termOf(term, read(term.field));
  const bounded = Math.min(largestAmount, Math.max(-largestAmount, Number.isFinite(sum) ? sum : 0));
  // Rounded to millionths: 0.1 × 3 is 0.3 to whoever reads it.
  const plain = Math.round(bounded * 1e6) / 1e6;
  return Math.min(maximum ?? plain, Math.max(minimum ?? plain, plain));
}

function termOf(term: AmountTerm, answer: unknown): number {
  if ('times' in term) return typeof answer === 'number' && Number.isFinite(answer) ? answer * term.times : 0;
  const given: readonly unknown[] = Array.isArray(answer) ? answer : [answer];
  return given.includes(term.is) ? term.plus : 0;
}

/** Seconds that any work may take, whatever answers say: five minutes to two days. */
export const durationLimits = { shortest: 300, longest: 172_800 } as const;

/** Minutes of an amount as seconds of work: whole minutes, rounded up, within `durationLimits`. */
export function secondsOf(minutes: number): number {
  const { shortest, longest } = durationLimits;
  return Math.min(longest, Math.max(shortest, Math.ceil(minutes) * 60));
}
