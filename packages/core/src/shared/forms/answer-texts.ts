import { localized, type Language } from '../languages.ts';
import { answerTo, type Answers, type AnswerValue } from './answers.ts';
import { textOfAnswer } from './answer-text.ts';
import type { FormDefinition } from './definition.ts';
import { hasOptions } from './field-traits.ts';

/** One answer for people to read. */
export interface AnswerText {
  code: string;
  label: string;
  value: AnswerValue;
  /** Options by their labels; the rest as `textOfAnswer`. */
  text: string;
}

/** What was answered, in the form's order, in a language. */
export function answerTexts(
  { fields }: Pick<FormDefinition, 'fields'>,
  answers: Readonly<Answers>,
  language: Language,
): AnswerText[] {
  return fields.flatMap((field): AnswerText[] => {
    const value = answerTo(answers, field.code);
    if (value === undefined) return [];
    const labels = new Map(
      field.options.map(({ code, label }) => [code, localized(label, language) || code]),
    );
    const chosen = typeof value === 'string' ? [value] : Array.isArray(value) ? value : null;
    const text =
      hasOptions(field) && chosen
        ? chosen.map((code) => labels.get(code) ?? code).join(', ')
        : textOfAnswer(value);
    return [{ code: field.code, label: localized(field.label, language) || field.code, value, text }];
  });
}
