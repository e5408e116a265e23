import { checkAnswer } from './check-answer.ts';
import { codePattern, formLimits, type FormField } from './definition.ts';
import { traitsOf, hasOptions } from './field-traits.ts';
import type { FormPart, FormProblem } from './form-problem.ts';
import { isMoment } from './moments.ts';

type Found = Omit<FormProblem, 'field'>;

/** What is wrong with one field by itself; `language` is the one in which a label must be. */
export function checkField(field: FormField, language: string): Found[] {
  return [
    ...checkCode(field),
    ...checkLabel(field, language),
    ...(hasOptions(field) ? checkOptions(field, language) : []),
    ...checkLimits(field),
    ...checkDefault(field),
    ...(field.type === 'computed' && isUncomputed(field) ? [problem('computed', 'computed-missing')] : []),
  ];
}

function problem(part: FormPart, what: FormProblem['problem'], more: Partial<Found> = {}): Found {
  return { part, problem: what, ...more };
}

function checkCode({ code }: FormField): Found[] {
  if (code === '') return [problem('code', 'code-missing')];
  return codePattern.test(code) ? [] : [problem('code', 'code-form', { names: [code] })];
}

/** A displayed text needs words, a computed field is never seen. */
function checkLabel({ type, label, help }: FormField, language: string): Found[] {
  if (type === 'computed') return [];
  const said = type === 'text' ? [label, help] : [label];
  const has = said.some((words) => (words as Record<string, string>)[language]?.trim());
  return has ? [] : [problem('label', 'label-missing')];
}

function checkOptions({ options }: FormField, language: string): Found[] {
  if (options.length === 0) return [problem('options', 'options-missing')];
  if (options.length > formLimits.options) return [problem('options', 'options-too-many')];
  const seen = new Set<string>();
  return options.flatMap(({ code, label }, item) => {
    const found: Found[] = [];
    if (!codePattern.test(code)) found.push(problem('options', 'option-code-form', { item, names: [code] }));
    else if (seen.has(code)) found.push(problem('options', 'option-twice', { item, names: [code] }));
    if (!label[language as keyof typeof label]?.trim())
      found.push(problem('options', 'option-label-missing', { item }));
    seen.add(code);
    return found;
  });
}

function checkLimits(field: FormField): Found[] {
  const { type, minimum, maximum, earliest, latest, decimals, options } = field;
  const { limits, answer } = traitsOf(type);
  const counts = limits === 'length' || limits === 'count';
  const numbers = [minimum, maximum].filter((end) => end !== null);
  if (counts && numbers.some((end) => !Number.isInteger(end) || end < 0))
    return [problem('limits', 'limits-form')];
  if (answer === 'files' && maximum !== null && maximum > formLimits.files)
    return [problem('limits', 'limits-form')];
  if (answer === 'number' && !(Number.isInteger(decimals) && decimals >= 0 && decimals <= 6))
    return [problem('limits', 'limits-form')];
  if (answer === 'moment' && [earliest, latest].some((end) => end !== null && !isMoment(type, end)))
    return [problem('limits', 'limits-form')];
  const most = answer === 'options' ? Math.min(maximum ?? Infinity, options.length) : maximum;
  if (limits !== null && minimum !== null && most !== null && minimum > most)
    return [problem('limits', 'limits-crossed')];
  if (answer === 'moment' && earliest !== null && latest !== null && earliest > latest)
    return [problem('limits', 'limits-crossed')];
  return [];
}

/** A text with replacement codes is only measured when they are filled in. */
function checkDefault(field: FormField): Found[] {
  if (field.default === null || !traitsOf(field.type).default) return [];
  const coded = typeof field.default === 'string' && field.default.includes('{');
  return 'value' in checkAnswer(field, field.default, coded) ? [] : [problem('default', 'default-unfit')];
}

function isUncomputed({ computed }: FormField): boolean {
  return computed === null || ('text' in computed && computed.text.trim() === '');
}
