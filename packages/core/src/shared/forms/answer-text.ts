import type { Answers, AnswerValue } from './answers.ts';
import { checkAnswer } from './check-answer.ts';
import type { FormDefinition, FormField } from './definition.ts';
import { traitsOf } from './field-traits.ts';
import { typedAnswers } from './typed-answers.ts';

/**
 * An answer as the text that files, exports and a customer's own fields hold: numbers with a point, `yes` and `no`, codes of
 * options with commas between them, latitude and longitude. `answersOfTexts` reads it back.
 */
export function textOfAnswer(value: AnswerValue): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'object') return 'lat' in value ? `${value.lat}, ${value.lon}` : value.name;
  return String(value);
}

/**
 * A customer's own fields, code and text, as answers to the customer form: what an import, another system or an earlier
 * definition wrote counts where it can be read as what the field asks for. `unread`: codes of texts that are kept and cannot be.
 */
export function answersOfTexts(
  { fields }: Pick<FormDefinition, 'fields'>,
  texts: Readonly<Record<string, string>>,
): { answers: Answers; unread: string[] } {
  const answers: [string, AnswerValue][] = [];
  const unread: string[] = [];
  for (const field of fields) {
    const text = Object.hasOwn(texts, field.code) ? (texts[field.code] ?? '').trim() : '';
    if (text === '' || traitsOf(field.type).answer === null) continue;
    const value = valueOf(field, text);
    const read = value === undefined ? null : checkAnswer(field, value, true);
    if (read && 'value' in read) answers.push([field.code, read.value]);
    else unread.push(field.code);
  }
  return { answers: Object.fromEntries(answers), unread };
}

function valueOf(field: FormField, text: string): AnswerValue | undefined {
  const { answer } = traitsOf(field.type);
  if (answer === 'boolean') {
    if (/^(yes|true|1)$/i.test(text)) return true;
    return /^(no|false|0)$/i.test(text) ? false : undefined;
  }
  const many = answer === 'options' || answer === 'files';
  const pieces = many ? text.split(/[,;]/).map((piece) => piece.trim()) : [text];
  return typedAnswers({ fields: [field] }, () => pieces).answers[field.code];
}
