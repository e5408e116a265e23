import type { Answers } from '../shared/forms/answers.ts';
import type { AnswerProblem } from '../shared/forms/check-answer.ts';
import type { FormDefinition } from '../shared/forms/definition.ts';
import { fieldTraits } from '../shared/forms/field-traits.ts';
import type { RenderText } from '../shared/forms/read-form.ts';
import { validateAnswers } from '../shared/forms/validate-answers.ts';

/** Answers held to a definition on the server. */
export interface JudgedAnswers {
  answers: Answers;
  problems: AnswerProblem[];
  /** Codes of answers that the form does not ask for. */
  dropped: string[];
}

/**
 * The validator, and what only the server knows: whether the files exist that an answer names. Files cannot be uploaded yet,
 * so none does.
 */
export function judgeAnswers(
  definition: FormDefinition,
  given: unknown,
  mode: 'draft' | 'final',
  render: RenderText,
): JudgedAnswers {
  const { answers, problems } = validateAnswers(definition, given, { mode, render });
  for (const { code, type } of definition.fields) {
    const answer = answers[code];
    const drawing = typeof answer === 'object' && 'drawing' in answer ? answer.drawing : null;
    if (answer !== undefined && (fieldTraits[type].answer === 'files' || drawing !== null))
      problems.push({ field: code, problem: 'unknown-option' });
  }
  const dropped = problems.filter(({ problem }) => problem === 'unknown-field').map(({ field }) => field);
  return { answers, problems, dropped };
}
