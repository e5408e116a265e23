import type { StoredFile } from '@itinera/db/files';
import { filesOfAnswer } from '../files/own-files.ts';
import type { Answers } from '../shared/forms/answers.ts';
import type { AnswerProblem } from '../shared/forms/check-answer.ts';
import type { FormDefinition } from '../shared/forms/definition.ts';
import type { RenderText } from '../shared/forms/read-form.ts';
import { validateAnswers } from '../shared/forms/validate-answers.ts';

/** Answers held to a definition on the server. */
export interface JudgedAnswers {
  answers: Answers;
  problems: AnswerProblem[];
  /** Codes of answers that the form does not ask for. */
  dropped: string[];
}

const typeOf: Readonly<Record<string, string>> = { photo: 'image/jpeg', signature: 'image/png' };

/** The validator, and what only the server knows: whether the files that an answer names were sent to its own field. */
export function judgeAnswers(
  definition: FormDefinition,
  given: unknown,
  mode: 'draft' | 'final',
  render: RenderText,
  files: readonly StoredFile[] = [],
): JudgedAnswers {
  const { answers, problems } = validateAnswers(definition, given, { mode, render });
  for (const { code, type } of definition.fields) {
    const own = files.filter((file) => file.field === code && (typeOf[type] ?? file.type) === file.type);
    const named = isForFiles(type) ? filesOfAnswer(answers[code]) : [];
    if (named.some((id) => !own.some((file) => file.id === id)))
      problems.push({ field: code, problem: 'unknown-file' });
  }
  const dropped = problems.filter(({ problem }) => problem === 'unknown-field').map(({ field }) => field);
  return { answers, problems, dropped };
}

function isForFiles(type: string): boolean {
  return type === 'photo' || type === 'file' || type === 'signature';
}
