import { checkCircles } from './check-circles.ts';
import { checkField } from './check-field.ts';
import { checkReferences } from './check-references.ts';
import { checkTexts } from './check-texts.ts';
import { formLimits, type FormDefinition, type FormPurpose } from './definition.ts';
import { traitsOf } from './field-traits.ts';
import type { FormProblem } from './form-problem.ts';
import { checkLocked } from './locked-fields.ts';

/**
 * Everything that keeps a definition from being saved, each with its place: none, and it is sound. Codes that cannot be or come
 * twice, replacement codes that do not exist, labels missing in `language`, options doubled, ends crossed, defaults that do not fit, conditions and amounts over
 * fields that are gone or that go in a circle, more than 500 fields, a locked field that was touched.
 */
export function checkForm(
  definition: FormDefinition,
  { language, purpose }: { language: string; purpose: FormPurpose },
): FormProblem[] {
  const { fields } = definition;
  const problems: FormProblem[] = [];
  if (fields.length > formLimits.fields)
    return [{ field: null, part: 'fields', problem: 'too-many-fields', names: [String(fields.length)] }];
  const seen = new Set<string>();
  for (const [field, one] of fields.entries()) {
    for (const found of [...checkField(one, language), ...checkTexts(one, purpose)])
      problems.push({ field, ...found });
    if (one.code !== '' && seen.has(one.code))
      problems.push({ field, part: 'code', problem: 'code-twice', names: [one.code] });
    // Own fields of customers are texts, and hold no files.
    if (purpose === 'customer' && one.required && traitsOf(one.type).answer === 'files')
      problems.push({ field, part: 'limits', problem: 'files-required' });
    seen.add(one.code);
  }
  problems.push(...checkReferences(definition), ...checkCircles(fields), ...checkLocked(fields, purpose));
  return problems.sort((a, b) => (a.field ?? Infinity) - (b.field ?? Infinity) || 0);
}
