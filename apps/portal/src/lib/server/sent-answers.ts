import type { FormToFill } from '@itinera/core';
import {
  isAsked,
  readForm,
  typedAnswers,
  type Answers,
  type FormDefinition,
  type Language,
} from '@itinera/core/shared';
import { m } from '#paraglide/messages.js';
import type { FieldProblem } from '../field-problem.ts';
import { fieldsShown, inputName, problemsOf, type AnswerField } from './form-view.ts';
import { newFormKey, text } from './forms.ts';

/** A form to be shown once more, with everything that was typed. */
export interface FormAgain {
  key: string;
  version: number;
  fields: AnswerField[];
  problems: FieldProblem[];
  /** What to know before it is sent again. */
  notes: string[];
}

/** Answers as a page sent them. */
export interface SentAnswers {
  mode: 'draft' | 'final';
  /** The one that was shown. */
  version: number;
  answers: Answers;
  again(problems: FieldProblem[], more?: string[]): FormAgain;
  /** Why they cannot be stored as they are, before anybody is asked; null: they may be. */
  early: { status: number; again: FormAgain } | null;
}

/** Reads what a page sent for a form, which may have been changed since it was shown: then it says so, and loses nothing. */
export function sentAnswers(
  form: Pick<FormToFill, 'definition' | 'files' | 'version'>,
  sent: FormData,
  language: Language,
): SentAnswers {
  const texts = (code: string) =>
    sent.getAll(inputName(code)).filter((value): value is string => typeof value === 'string');
  const mode = text(sent, 'mode') === 'draft' ? 'draft' : 'final';
  const version = Number(text(sent, 'version')) || 0;
  const typed = typedAnswers(form.definition, texts);
  const left = version === form.version ? [] : noLongerAsked(form.definition, sent);
  const notes = [
    ...(version === form.version ? [] : [m.form_changed()]),
    ...left.map((words) => m.form_left_out({ words })),
  ];
  const again = (problems: FieldProblem[], more: string[] = []): FormAgain => ({
    key: newFormKey(),
    version: form.version,
    fields: fieldsShown(form, typed.answers, language, texts),
    problems,
    notes: [...notes, ...more],
  });
  const early = () => {
    if (typed.problems.length > 0) return { status: 422, again: again(problemsOf(typed.problems)) };
    if (left.length > 0) return { status: 409, again: again([]) };
    if (mode === 'final' && asksMore(form.definition, typed.answers, text(sent, 'shown')))
      return { status: 422, again: again([], [m.form_more()]) };
    return null;
  };
  return { mode, version, answers: typed.answers, again, early: early() };
}

/** What was typed into fields that the form does not have any more: shown once more, so that nothing is lost. */
export function noLongerAsked({ fields }: Pick<FormDefinition, 'fields'>, sent: FormData): string[] {
  const names = new Set(fields.map(({ code }) => inputName(code)));
  return [...sent.entries()].flatMap(([name, value]) =>
    name.startsWith('a_') && !names.has(name) && typeof value === 'string' && value.trim() !== ''
      ? [value.slice(0, 5000)]
      : [],
  );
}

/** Whether these answers show a field that the page did not have. */
function asksMore(definition: FormDefinition, answers: Answers, shown: string): boolean {
  const seen = new Set(shown.split(','));
  const reading = readForm(definition, answers);
  return definition.fields.some(
    (field) => isAsked(field) && reading.isShown(field.code) && !seen.has(inputName(field.code)),
  );
}
