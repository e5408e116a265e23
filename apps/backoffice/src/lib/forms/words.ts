import { m } from '#words';
import type {
  Amount,
  AnswerProblem,
  FieldSize,
  FieldType,
  FormField,
  FormProblem,
  FormPurpose,
  TextFormat,
} from '@itinera/core/shared';
import { count } from '../format/quantity.ts';
import type { Clause } from './rules.ts';

const typeNames: Record<FieldType, () => string> = {
  'short-text': m.form_type_short_text,
  'text-area': m.form_type_text_area,
  number: m.form_type_number,
  date: m.form_type_date,
  time: m.form_type_time,
  'date-time': m.form_type_date_time,
  'drop-down': m.form_type_drop_down,
  'single-choice': m.form_type_single_choice,
  'multiple-choice': m.form_type_multiple_choice,
  checkbox: m.form_type_checkbox,
  'yes-no': m.form_type_yes_no,
  signature: m.form_type_signature,
  photo: m.form_type_photo,
  file: m.form_type_file,
  position: m.form_type_position,
  text: m.form_type_text,
  computed: m.form_type_computed,
};

/** What fields of a type are called; a type that this version does not know is called what it is stored as. */
export function typeName(type: FieldType): string {
  return Object.hasOwn(typeNames, type) ? typeNames[type]() : type;
}

export const purposeNames: Record<FormPurpose, () => string> = {
  activity: m.form_purpose_activity,
  closing: m.form_purpose_closing,
  survey: m.form_purpose_survey,
  customer: m.form_purpose_customer,
};

export const purposeLeads: Record<FormPurpose, () => string> = {
  activity: m.form_lead_activity,
  closing: m.form_lead_closing,
  survey: m.form_lead_survey,
  customer: m.form_lead_customer,
};

export const sizeNames: Record<FieldSize, () => string> = {
  full: m.form_size_full,
  half: m.form_size_half,
  third: m.form_size_third,
};

export const formatNames: Record<TextFormat, () => string> = {
  email: m.form_format_email,
  phone: m.form_format_phone,
  digits: m.form_format_digits,
};

export const operatorNames: Record<Clause['is'], () => string> = {
  'one-of': m.form_is_one_of,
  'not-one-of': m.form_is_not_one_of,
  'at-least': m.form_is_at_least,
  'at-most': m.form_is_at_most,
  between: m.form_is_between,
  filled: m.form_is_filled,
  'not-filled': m.form_is_not_filled,
};

/** What is wrong with a form at one place, and the remedy. */
export function problemWords({ problem, names = [] }: FormProblem): string {
  const [name = '', value = ''] = names;
  switch (problem) {
    case 'too-many-fields':
      return m.form_problem_too_many({ count: name });
    case 'code-missing':
      return m.form_problem_code_missing();
    case 'code-form':
    case 'option-code-form':
      return m.form_problem_code_form({ code: name });
    case 'code-twice':
      return m.form_problem_code_twice({ code: name });
    case 'label-missing':
    case 'option-label-missing':
      return m.form_problem_label_missing();
    case 'options-missing':
      return m.form_problem_options_missing();
    case 'options-too-many':
      return m.form_problem_options_many();
    case 'option-twice':
      return m.form_problem_option_twice({ code: name });
    case 'limits-crossed':
      return m.form_problem_limits_crossed();
    case 'limits-form':
      return m.form_problem_limits_form();
    case 'default-unfit':
      return m.form_problem_default();
    case 'unknown-field':
      return m.form_problem_unknown_field({ code: name });
    case 'unknown-option':
      return m.form_problem_unknown_option({ code: name, value });
    case 'not-comparable':
      return m.form_problem_not_comparable({ code: name });
    case 'value-unfit':
      return m.form_problem_value({ code: name });
    case 'circle':
      return m.form_problem_circle({ codes: names.join(' → ') });
    case 'not-a-number':
      return m.form_problem_not_number({ code: name });
    case 'computed-missing':
      return m.form_problem_computed();
    case 'files-required':
      return m.form_problem_files();
    case 'unknown-replacement':
      return value
        ? m.form_problem_replacement_like({ code: name, suggestion: `{${value}}` })
        : m.form_problem_replacement({ code: name });
    case 'locked-changed':
    case 'locked-missing':
      return m.form_problem_locked({ code: name });
  }
}

/** What is wrong with an answer, and the remedy. */
export function answerWords({ problem, limit = '' }: AnswerProblem): string {
  const end = String(limit);
  switch (problem) {
    case 'missing':
      return m.form_answer_missing();
    case 'too-short':
      return m.form_answer_too_short({ limit: end });
    case 'too-long':
      return m.form_answer_too_long({ limit: end });
    case 'too-small':
    case 'too-early':
      return m.form_answer_too_small({ limit: end });
    case 'too-large':
    case 'too-late':
      return m.form_answer_too_large({ limit: end });
    case 'too-many-decimals':
      return m.form_answer_decimals({ limit: end });
    case 'too-few':
      return m.form_answer_too_few({ limit: end });
    case 'too-many':
      return m.form_answer_too_many({ limit: end });
    case 'unknown-file':
      return m.file_gone();
    case 'unknown-field':
    case 'unknown-option':
    case 'wrong-type':
    case 'wrong-format':
      return m.form_answer_wrong();
  }
}

/** `30 min + 15 min × Radiators + 20 min if Fuel is Oil, at least 45 min`. */
export function durationInWords({ base, terms, minimum, maximum }: Amount, name: Naming): string {
  const minutes = (value: number): string => m.form_minutes({ minutes: count(value) });
  const parts = terms.map((term) =>
    'times' in term
      ? m.form_words_times({ amount: minutes(term.times), field: name.field(term.field) })
      : m.form_words_plus({
          amount: minutes(term.plus),
          field: name.field(term.field),
          value: name.value(term.field, term.is),
        }),
  );
  const sum = [...(base !== 0 || terms.length === 0 ? [minutes(base)] : []), ...parts].join(' + ');
  const ends = [
    ...(minimum === null ? [] : [m.form_words_least({ amount: minutes(minimum) })]),
    ...(maximum === null ? [] : [m.form_words_most({ amount: minutes(maximum) })]),
  ];
  return [sum, ...ends].join(', ');
}

/** What fields and their values are called. */
export interface Naming {
  field(code: string): string;
  value(code: string, value: string | boolean): string;
}

/** The names of fields in a language, by their codes where there is none. */
export function namingOf(fields: readonly FormField[], language: string): Naming {
  const byCode = new Map(fields.map((field) => [field.code, field]));
  const words = (texts: Readonly<Record<string, string | undefined>> | undefined): string =>
    texts?.[language] || Object.values(texts ?? {}).find(Boolean) || '';
  return {
    field: (code) => words(byCode.get(code)?.label) || code,
    value: (code, value) => {
      if (typeof value === 'boolean') return value ? m.form_yes() : m.form_no();
      const option = byCode.get(code)?.options.find((one) => one.code === value);
      return words(option?.label) || value;
    },
  };
}
