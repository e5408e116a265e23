import { isBlank, type Answers, type AnswerValue } from './answers.ts';
import { checkAnswer, type AnswerProblem } from './check-answer.ts';
import type { FieldType, FormDefinition } from './definition.ts';
import { isAsked } from './field-traits.ts';
import { readForm, type RenderText } from './read-form.ts';

/** Answers as they are stored, and what keeps them from being. */
export interface ValidatedAnswers {
  /** What is shown and answered, cleaned, in the form's order, with computed fields. */
  answers: Answers;
  /** None: the answers stand. In the form's order; unknown fields last. */
  problems: AnswerProblem[];
}

/**
 * The one validator of answers, in browsers and on the server (CAD-FO-04, CAD-FO-05). What is hidden is dropped and never asked
 * for; what a computed field was given is worked out anew; a field that the form does not have is refused. A `draft` may be
 * incomplete, not of another kind. `given` is of unknown origin.
 */
export function validateAnswers(
  definition: Pick<FormDefinition, 'fields'>,
  given: unknown,
  { mode, render }: { mode: 'draft' | 'final'; render?: RenderText },
): ValidatedAnswers {
  const entries = isRecord(given) ? Object.entries(given).filter(([, value]) => !isBlank(value)) : [];
  const values = new Map<string, unknown>(entries);
  const checked = new Map<string, AnswerValue>();
  const found = new Map<string, AnswerProblem>();
  for (const field of definition.fields) {
    const value = values.get(field.code);
    values.delete(field.code);
    if (value === undefined || !isAsked(field)) continue;
    const result = checkAnswer(field, value, mode === 'draft');
    if ('value' in result) checked.set(field.code, result.value);
    else found.set(field.code, { field: field.code, ...result });
  }
  const reading = readForm(definition, Object.fromEntries(checked), render);
  const answers: [string, AnswerValue][] = [];
  const problems: AnswerProblem[] = [];
  for (const field of definition.fields) {
    const { code } = field;
    if (!reading.isShown(code)) continue;
    const problem = found.get(code);
    const answer = reading.answer(code);
    if (answer !== undefined) answers.push([code, answer]);
    if (problem) problems.push(problem);
    else if (mode === 'final' && field.required && isAsked(field) && isOpen(field.type, answer))
      problems.push({ field: code, problem: 'missing' });
  }
  for (const code of values.keys()) problems.push({ field: code, problem: 'unknown-field' });
  return { answers: Object.fromEntries(answers), problems };
}

/** A required box has to be ticked; a required yes or no may be no. */
function isOpen(type: FieldType, answer: AnswerValue | undefined): boolean {
  return answer === undefined || (type === 'checkbox' && answer !== true);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
