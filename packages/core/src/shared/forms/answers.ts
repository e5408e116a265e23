import type { FactValue } from '../rules/rule.ts';

/** WGS84 degrees. */
export interface Position {
  lat: number;
  lon: number;
}

/** Who signed, and the drawing of it (id of a file); null: the name typed stands for it. */
export interface Signature {
  name: string;
  drawing: string | null;
}

/**
 * The answer to one field, by its type: text (also of dates, times and one option's code), number, yes or no, a list (codes
 * of options, ids of files), a place, a signature. What is unanswered has no entry.
 */
export type AnswerValue = string | number | boolean | string[] | Position | Signature;

/** Code of a field -> its answer. */
export type Answers = Record<string, AnswerValue>;

/** The answer to a field; codes such as `constructor` find nothing but answers. */
export function answerTo(answers: Readonly<Answers>, code: string): AnswerValue | undefined {
  return Object.hasOwn(answers, code) ? answers[code] : undefined;
}

/** Whether it says nothing. */
export function isBlank(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === 'string') return value.trim() === '';
  return Array.isArray(value) && value.length === 0;
}

/** An answer as a condition sees it. */
export function factOf(value: AnswerValue | undefined): FactValue {
  if (value === undefined) return undefined;
  return typeof value === 'object' && !Array.isArray(value) ? true : value;
}
