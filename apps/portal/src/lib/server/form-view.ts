import type { FileView, FormToFill } from '@itinera/core';
import {
  isAsked,
  isPictureType,
  localized,
  longestText,
  mostFiles,
  readForm,
  textOfAnswer,
  type AnswerProblem,
  type Answers,
  type FormField,
  type Language,
} from '@itinera/core/shared';
import { m } from '#paraglide/messages.js';
import type { FieldProblem } from '../field-problem.ts';

/** One field of a form as the page draws it. */
export interface AnswerField {
  /** Of its input. */
  name: string;
  /** Of the input in which files are chosen, or a signature is drawn. */
  fileInput: string;
  code: string;
  type: FormField['type'];
  label: string;
  help: string | undefined;
  options: { value: string; label: string }[];
  /** What stands in it: several of a multiple choice. */
  texts: string[];
  /** Of a field for files, or a drawn signature: those that are there. */
  files: FileLine[];
  /** How many it takes. */
  most: number;
  /** Limits and an example, for the browser. */
  attributes: Record<string, string | number>;
}

/** A file of a field. */
export interface FileLine {
  id: string;
  name: string;
  /** Browsers show it. */
  picture: boolean;
}

export function fileLine({ id, name, type }: FileView): FileLine {
  return { id, name, picture: isPictureType(type) };
}

/** The name of a field's input: codes may be called as anything else in a form is. */
export function inputName(code: string): string {
  return `a_${code}`;
}

/** The name of the input in which files for a field are chosen, or its signature drawn. */
export function fileInputName(code: string): string {
  return `f_${code}`;
}

/** The field whose files an input sends; null: it sends none. */
export function fieldOfFileInput(name: string): string | null {
  return name.startsWith('f_') ? name.slice(2) : null;
}

/** The fields that are shown while these are the answers, in the reader's words. `typed`: what was sent as it was. */
export function fieldsShown(
  { definition, files }: Pick<FormToFill, 'definition' | 'files'>,
  answers: Answers,
  language: Language,
  typed?: (code: string) => string[],
): AnswerField[] {
  const reading = readForm(definition, answers);
  const shown = definition.fields.filter(
    (field) => reading.isShown(field.code) && (isAsked(field) || field.type === 'text'),
  );
  return shown.map((field) => {
    const label = localized(field.label, language) || (field.type === 'text' ? '' : field.code);
    const help = localized(field.help, language);
    const texts = typed ? typed(field.code) : textsOf(answers, field.code);
    return {
      name: inputName(field.code),
      fileInput: fileInputName(field.code),
      code: field.code,
      type: field.type,
      label: field.required || field.type === 'text' ? label : m.form_optional({ label }),
      help: help === '' ? undefined : help,
      options: field.options.map(({ code, label: words }) => ({
        value: code,
        label: localized(words, language) || code,
      })),
      texts,
      files: files.filter((file) => file.field === field.code && texts.includes(file.id)).map(fileLine),
      most: mostFiles(field),
      attributes: attributesOf(field, language),
    };
  });
}

function textsOf(answers: Answers, code: string): string[] {
  const value = answers[code];
  if (value === undefined) return [];
  if (typeof value === 'object' && 'drawing' in value)
    return value.drawing === null ? [value.name] : [value.name, value.drawing];
  return Array.isArray(value) ? value : [textOfAnswer(value)];
}

function attributesOf(field: FormField, language: Language): Record<string, string | number> {
  const placeholder = localized(field.placeholder, language);
  return {
    ...(placeholder ? { placeholder } : {}),
    ...(field.type === 'short-text' ? { maxlength: longestText(field) } : {}),
    ...(field.earliest === null ? {} : { min: field.earliest }),
    ...(field.latest === null ? {} : { max: field.latest }),
  };
}

/** What is wrong with answers, at their inputs. */
export function problemsOf(problems: readonly AnswerProblem[]): FieldProblem[] {
  return problems
    .filter(({ problem }) => problem !== 'unknown-field')
    .map((problem) => ({ field: inputName(problem.field), message: answerText(problem) }));
}

function answerText({ problem, limit = '' }: AnswerProblem): string {
  const end = String(limit);
  switch (problem) {
    case 'missing':
      return m.answer_missing();
    case 'too-short':
      return m.answer_too_short({ limit: end });
    case 'too-long':
      return m.answer_too_long({ limit: end });
    case 'too-small':
    case 'too-early':
      return m.answer_too_small({ limit: end });
    case 'too-large':
    case 'too-late':
      return m.answer_too_large({ limit: end });
    case 'too-few':
      return m.answer_too_few({ limit: end });
    case 'too-many':
      return m.answer_too_many({ limit: end });
    case 'unknown-file':
      return m.file_gone();
    case 'too-many-decimals':
    case 'unknown-field':
    case 'unknown-option':
    case 'wrong-type':
    case 'wrong-format':
      return m.answer_wrong();
  }
}
