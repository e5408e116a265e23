import { answerTo, type Answers, type AnswerValue } from './answers.ts';
import { checkAnswer } from './check-answer.ts';
import type { FormDefinition } from './definition.ts';
import { traitsOf } from './field-traits.ts';
import type { RenderText } from './read-form.ts';

/**
 * What somebody who opens a form finds in it: what is answered, and the default of what is not (CAD-FO-04), with values in the
 * place of replacement codes (CAD-FO-06). A default that does not fit the field, such as an option that is gone, is none.
 */
export function applyDefaults(
  { fields }: Pick<FormDefinition, 'fields'>,
  answers: Readonly<Answers>,
  render: RenderText = (text) => text,
): Answers {
  const filled: [string, AnswerValue][] = [];
  for (const field of fields) {
    const given = answerTo(answers, field.code);
    if (given !== undefined) filled.push([field.code, given]);
    else if (field.default !== null && traitsOf(field.type).default) {
      const isText = traitsOf(field.type).answer === 'text' && typeof field.default === 'string';
      const checked = checkAnswer(field, isText ? render(field.default as string) : field.default, true);
      if ('value' in checked && checked.value !== '') filled.push([field.code, checked.value]);
    }
  }
  return Object.fromEntries(filled);
}
