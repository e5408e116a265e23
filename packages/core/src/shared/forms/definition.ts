import type { LocalizedText } from '../languages.ts';
import type { Rule } from '../rules/rule.ts';
import type { Amount } from './amount.ts';
import type { AnswerValue } from './answers.ts';

/** What a field asks for (CAD-FO-02); `text` shows words and asks nothing, `computed` is worked out and never shown. */
export const fieldTypes = [
  'short-text',
  'text-area',
  'number',
  'date',
  'time',
  'date-time',
  'drop-down',
  'single-choice',
  'multiple-choice',
  'checkbox',
  'yes-no',
  'signature',
  'photo',
  'file',
  'position',
  'text',
  'computed',
] as const;
export type FieldType = (typeof fieldTypes)[number];

/** How wide a field is where there is room. */
export const fieldSizes = ['full', 'half', 'third'] as const;
export type FieldSize = (typeof fieldSizes)[number];

/** What a short text may be held to. A closed list: nobody writes patterns of their own, so none can hang (S51). */
export const textFormats = ['email', 'phone', 'digits'] as const;
export type TextFormat = (typeof textFormats)[number];

export interface FieldOption {
  /** Stored, exported, and compared with; as codes of fields. */
  code: string;
  label: LocalizedText;
}

/** One field. What its type has no use for is empty or null (`traitsOf`). */
export interface FormField {
  /** Unique in the form; used in exports, reports and conditions (CAD-FO-03). */
  code: string;
  type: FieldType;
  /** May hold replacement codes, as help and a text's default (CAD-FO-06). */
  label: LocalizedText;
  /** Beside the field; of `text` the words that are shown. */
  help: LocalizedText;
  placeholder: LocalizedText;
  /** A checkbox has to be ticked, anything else to be answered. Never of what is hidden. */
  required: boolean;
  size: FieldSize;
  default: AnswerValue | null;
  options: FieldOption[];
  /** Of the number, the length of a text, how many are chosen, how many files; both ends included. */
  minimum: number | null;
  maximum: number | null;
  /** Of a date (`YYYY-MM-DD`), time (`HH:MM`) or both (`YYYY-MM-DDTHH:MM`); both ends included. */
  earliest: string | null;
  latest: string | null;
  /** Digits after the point of a number. */
  decimals: number;
  format: TextFormat | null;
  /** Over facts `field.<code>` (CAD-FO-05); null: always shown. */
  shownWhen: Rule | null;
  /** Of a `computed` field: a text with replacement codes, or an amount over other fields. */
  computed: { text: string } | { amount: Amount } | null;
}

/** A skill that the work needs when a field has this value. */
export interface AnswerSkill {
  field: string;
  is: string | boolean;
  skillId: string;
  level: number;
}

/** One version of a form. */
export interface FormDefinition {
  /** In the order in which they are asked. */
  fields: FormField[];
  /** How long the work takes by the answers, in minutes; null: as long as its type says. */
  duration: Amount | null;
  skills: AnswerSkill[];
  /** Customers fill it in themselves in the portal: an activity form when they book, a survey when the work is done. */
  portal: boolean;
}

/** What a form is for: `activity`, `closing` and `survey` of an activity type, `customer` of the business unit. */
export const formPurposes = ['activity', 'closing', 'survey', 'customer'] as const;
export type FormPurpose = (typeof formPurposes)[number];

/** How large a form may be. */
export const formLimits = {
  fields: 500,
  options: 200,
  code: 50,
  label: 300,
  help: 4000,
  terms: 50,
  skills: 50,
  files: 10,
} as const;

/** A letter, then letters, digits and underscores: lower case, no accents, no spaces (CAD-FO-03). */
export const codePattern = /^[a-z][a-z0-9_]{0,49}$/;

/** A field of a type with nothing said of it yet. */
export function newField(type: FieldType, code: string): FormField {
  return {
    code,
    type,
    label: {},
    help: {},
    placeholder: {},
    required: false,
    size: 'full',
    default: null,
    options: [],
    minimum: null,
    maximum: null,
    earliest: null,
    latest: null,
    decimals: 0,
    format: null,
    shownWhen: null,
    computed: type === 'computed' ? { text: '' } : null,
  };
}

/** A form that asks nothing. */
export const emptyForm: FormDefinition = { fields: [], duration: null, skills: [], portal: false };
