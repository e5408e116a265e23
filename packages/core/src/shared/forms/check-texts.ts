import { checkTemplate } from '../templates/template.ts';
import type { TemplateContext } from '../templates/facts.ts';
import type { FormField, FormPurpose } from './definition.ts';
import { traitsOf } from './field-traits.ts';
import type { FormPart, FormProblem } from './form-problem.ts';

/** What the texts of a form may speak of. */
export function contextsOf(purpose: FormPurpose): readonly TemplateContext[] {
  return purpose === 'customer' ? ['system', 'customer'] : ['system', 'customer', 'intervention'];
}

/** Replacement codes that do not exist, or not here, in a field's texts: with what was probably meant. */
export function checkTexts(field: FormField, purpose: FormPurpose): Omit<FormProblem, 'field'>[] {
  const contexts = contextsOf(purpose);
  const { type, label, help, placeholder, computed } = field;
  const isText = traitsOf(type).answer === 'text';
  const texts: [FormPart, string | undefined][] = [
    ...[label, help, placeholder].flatMap((words) =>
      Object.values(words).map((text): [FormPart, string] => ['label', text]),
    ),
    ['default', isText && typeof field.default === 'string' ? field.default : undefined],
    ['computed', computed && 'text' in computed ? computed.text : undefined],
  ];
  return texts.flatMap(([part, text = '']) => {
    const [fault] = text.includes('{') || text.includes('}') ? checkTemplate(text, { contexts }) : [];
    if (!fault) return [];
    const names = [fault.code, ...(fault.suggestion === null ? [] : [fault.suggestion])];
    return [{ part, problem: 'unknown-replacement', names }];
  });
}
