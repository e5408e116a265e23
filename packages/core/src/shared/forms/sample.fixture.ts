import { newField, type FormDefinition, type FormField, type FieldType } from './definition.ts';

/** A field of a test: English words are its code. */
export function field(type: FieldType, code: string, more: Partial<FormField> = {}): FormField {
  return { ...newField(type, code), label: { en: code }, ...more };
}

/** Options of a test. */
export function options(...codes: string[]): FormField['options'] {
  return codes.map((code) => ({ code, label: { en: code } }));
}

/** What is asked before a boiler is looked at. */
export const boilerForm: FormDefinition = {
  fields: [
    field('number', 'radiators', { required: true, minimum: 1, maximum: 60 }),
    field('drop-down', 'fuel', { required: true, options: options('gas', 'oil', 'wood') }),
    field('yes-no', 'satisfied'),
    field('text-area', 'comment', {
      required: true,
      shownWhen: { fact: 'field.satisfied', is: 'one-of', values: [false] },
    }),
    field('multiple-choice', 'extras', { options: options('filter', 'pump', 'valve') }),
  ],
  duration: {
    base: 30,
    terms: [
      { field: 'radiators', times: 15 },
      { field: 'fuel', is: 'oil', plus: 20 },
    ],
    minimum: 45,
    maximum: 480,
  },
  skills: [{ field: 'fuel', is: 'oil', skillId: 'oil-burners', level: 2 }],
  portal: true,
};
