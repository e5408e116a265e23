/** Part of a form or field in which something is wrong. */
export type FormPart =
  | 'fields'
  | 'code'
  | 'label'
  | 'options'
  | 'limits'
  | 'default'
  | 'condition'
  | 'computed'
  | 'duration'
  | 'skills';

/** What keeps a definition from being saved; the application has the words for the problem and its remedy. */
export interface FormProblem {
  /** Place in the list of fields, from 0; null: of the form as a whole. */
  field: number | null;
  part: FormPart;
  problem:
    | 'too-many-fields'
    | 'code-missing'
    | 'code-form'
    | 'code-twice'
    | 'label-missing'
    | 'options-missing'
    | 'options-too-many'
    | 'option-code-form'
    | 'option-twice'
    | 'option-label-missing'
    | 'limits-crossed'
    | 'limits-form'
    | 'default-unfit'
    | 'unknown-field'
    | 'unknown-option'
    | 'not-comparable'
    | 'value-unfit'
    | 'circle'
    | 'not-a-number'
    | 'computed-missing'
    | 'files-required'
    | 'unknown-replacement'
    | 'locked-changed'
    | 'locked-missing';
  /** Which option, term or skill, from 0. */
  item?: number;
  /** What was named: a code, or codes of a circle in order. */
  names?: string[];
}
