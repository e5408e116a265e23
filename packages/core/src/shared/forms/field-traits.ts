import type { FieldType, FormField } from './definition.ts';

/** What fields of a type have. */
export interface FieldTraits {
  /** What an answer to it is; null: it has none. */
  answer:
    | 'text'
    | 'moment'
    | 'number'
    | 'option'
    | 'options'
    | 'boolean'
    | 'files'
    | 'signature'
    | 'position'
    | null;
  /** What `minimum` and `maximum` limit. */
  limits: 'length' | 'number' | 'count' | null;
  placeholder: boolean;
  default: boolean;
}

const fieldTraits: Readonly<Record<FieldType, FieldTraits>> = {
  'short-text': { answer: 'text', limits: 'length', placeholder: true, default: true },
  'text-area': { answer: 'text', limits: 'length', placeholder: true, default: true },
  number: { answer: 'number', limits: 'number', placeholder: true, default: true },
  date: { answer: 'moment', limits: null, placeholder: false, default: true },
  time: { answer: 'moment', limits: null, placeholder: false, default: true },
  'date-time': { answer: 'moment', limits: null, placeholder: false, default: true },
  'drop-down': { answer: 'option', limits: null, placeholder: false, default: true },
  'single-choice': { answer: 'option', limits: null, placeholder: false, default: true },
  'multiple-choice': { answer: 'options', limits: 'count', placeholder: false, default: true },
  checkbox: { answer: 'boolean', limits: null, placeholder: false, default: true },
  'yes-no': { answer: 'boolean', limits: null, placeholder: false, default: true },
  signature: { answer: 'signature', limits: null, placeholder: false, default: false },
  photo: { answer: 'files', limits: 'count', placeholder: false, default: false },
  file: { answer: 'files', limits: 'count', placeholder: false, default: false },
  position: { answer: 'position', limits: null, placeholder: false, default: false },
  text: { answer: null, limits: null, placeholder: false, default: false },
  computed: { answer: null, limits: null, placeholder: false, default: false },
};

/** What a field of a type has. A type that this version does not know, stored by another one, is like a text: nobody answers it. */
export function traitsOf(type: FieldType): FieldTraits {
  return Object.hasOwn(fieldTraits, type) ? fieldTraits[type] : fieldTraits.text;
}

/** Whether its answer is chosen among options. */
export function hasOptions({ type }: Pick<FormField, 'type'>): boolean {
  const { answer } = traitsOf(type);
  return answer === 'option' || answer === 'options';
}

/** Whether somebody answers it. */
export function isAsked({ type }: Pick<FormField, 'type'>): boolean {
  return traitsOf(type).answer !== null;
}

/** Whether answers to it can be the cause of minutes, or of a skill, or be compared with values. */
export function comparedAs({
  type,
  computed,
}: FormField): 'text' | 'number' | 'boolean' | 'option' | 'filled' | null {
  if (type === 'computed') return computed && 'amount' in computed ? 'number' : 'text';
  switch (traitsOf(type).answer) {
    case 'text':
    case 'moment':
      return 'text';
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'option':
    case 'options':
      return 'option';
    case 'files':
    case 'signature':
    case 'position':
      return 'filled';
    case null:
      return null;
  }
}
