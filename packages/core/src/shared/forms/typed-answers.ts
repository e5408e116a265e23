import type { Answers, AnswerValue } from './answers.ts';
import type { AnswerProblem } from './check-answer.ts';
import type { FormDefinition, FormField } from './definition.ts';
import { traitsOf } from './field-traits.ts';

/** What a page sent for one field: all texts under its name. */
export type SentTexts = (code: string) => readonly string[];

/**
 * Answers out of a form that a browser sent, which knows texts only: numbers (with a comma or a point), boxes and lists get their
 * type back; a text that is none of it is a problem. Whether the answers are right is for `validateAnswers`. A box
 * that is not ticked sends nothing and is `false`; signatures are sent as the name typed, then the drawing's id where there is one.
 */
export function typedAnswers(
  { fields }: Pick<FormDefinition, 'fields'>,
  sent: SentTexts,
): { answers: Answers; problems: AnswerProblem[] } {
  const answers: [string, AnswerValue][] = [];
  const problems: AnswerProblem[] = [];
  for (const field of fields) {
    const value = typed(field, sent(field.code));
    if (value === undefined) continue;
    if (value === null) problems.push({ field: field.code, problem: 'wrong-type' });
    else answers.push([field.code, value]);
  }
  return { answers: Object.fromEntries(answers), problems };
}

/** undefined: not answered; null: it is not what the field asks for. */
function typed({ type }: FormField, texts: readonly string[]): AnswerValue | null | undefined {
  const text = texts[0]?.trim() ?? '';
  switch (traitsOf(type).answer) {
    case 'text':
    case 'moment':
    case 'option':
      return text === '' ? undefined : (texts[0] ?? '');
    case 'number':
      return text === '' ? undefined : numberOf(text);
    case 'boolean':
      if (type === 'checkbox') return texts.includes('yes');
      return text === '' ? undefined : text === 'yes' ? true : text === 'no' ? false : null;
    case 'options':
    case 'files': {
      const chosen = texts.filter((one) => one !== '');
      return chosen.length === 0 ? undefined : chosen;
    }
    case 'signature':
      return text === '' ? undefined : { name: text, drawing: texts[1] ?? null };
    case 'position':
      return text === '' ? undefined : positionOf(text);
    case null:
      return undefined;
  }
}

/** A number as people write it; null for anything else. */
function numberOf(text: string): number | null {
  return /^[+-]?\d{1,12}([.,]\d{1,9})?$/.test(text) ? Number(text.replace(',', '.')) : null;
}

/** `47.1410, 9.5209`. */
function positionOf(text: string): AnswerValue | null {
  const found = /^([+-]?\d{1,3}(?:\.\d{1,9})?)\s?[,;]\s?([+-]?\d{1,3}(?:\.\d{1,9})?)$/.exec(text);
  return found ? { lat: Number(found[1]), lon: Number(found[2]) } : null;
}
