import { factOf, type AnswerValue } from '../forms/answers.ts';
import type { FormDefinition, FormField, FormPurpose } from '../forms/definition.ts';
import { traitsOf, hasOptions } from '../forms/field-traits.ts';
import type { FactValue } from '../rules/rule.ts';
import type { FormFieldFact } from './facts.ts';

/** The fields of a form that conditions can ask about: all that somebody answers. */
export function formFieldFacts(
  purpose: FormPurpose,
  { fields }: Pick<FormDefinition, 'fields'>,
): FormFieldFact[] {
  return fields.flatMap((field): FormFieldFact[] => {
    const type = factType(field);
    if (type === null) return [];
    const options = field.options.map(({ code, label }) => ({ value: code, label }));
    return [
      {
        fact: `form.${purpose}.${field.code}`,
        label: field.label,
        type,
        ...(hasOptions(field) && { options }),
      },
    ];
  });
}

/** Stored answers as facts, by code. */
export function answerFacts(answers: Readonly<Record<string, unknown>>): Record<string, FactValue> {
  return Object.fromEntries(
    Object.entries(answers).map(([code, value]) => [code, factOf(value as AnswerValue)]),
  );
}

function factType({ type }: FormField): FormFieldFact['type'] | null {
  if (type === 'date') return 'date';
  if (type === 'time') return 'clock';
  switch (traitsOf(type).answer) {
    case 'text':
    case 'moment':
      return 'text';
    case 'number':
      return 'number';
    case 'boolean':
      return 'yes-no';
    case 'option':
      return 'choice';
    case 'options':
      return 'choices';
    case 'files':
    case 'signature':
    case 'position':
      return 'filled';
    case null:
      return null;
  }
}
