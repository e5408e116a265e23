import { filesOfAnswer } from '../files/own-files.ts';
import { answerWords } from '../interventions/answer-words.ts';
import { answerTexts } from '../shared/forms/answer-texts.ts';
import type { Answers } from '../shared/forms/answers.ts';
import type { FormDefinition } from '../shared/forms/definition.ts';
import { isLocked } from '../shared/forms/locked-fields.ts';
import type { Language } from '../shared/languages.ts';

/** One answer to the closing form: in words, with the files that it names. */
export interface ReportAnswer {
  label: string;
  text: string;
  /** Ids of photos, documents or the drawing of a signature. */
  files: string[];
  kind: 'text' | 'files' | 'signature';
}

/** What was answered but the three locked fields, which stand among the facts, and what is never shown to anybody. */
export function answered(
  definition: FormDefinition,
  answers: Readonly<Answers>,
  language: Language,
): ReportAnswer[] {
  const fields = definition.fields.filter(
    ({ code, type }) => type !== 'computed' && !isLocked('closing', code),
  );
  const types = new Map(fields.map(({ code, type }) => [code, type]));
  return answerTexts({ fields }, answers, language).map(({ code, label, value, text }): ReportAnswer => {
    const type = types.get(code);
    if (type === 'photo' || type === 'file')
      return { label, text: '', files: filesOfAnswer(value), kind: 'files' };
    if (type === 'signature') return { label, text, files: filesOfAnswer(value), kind: 'signature' };
    return { label, text: answerWords(type, { value, text }, language), files: [], kind: 'text' };
  });
}
