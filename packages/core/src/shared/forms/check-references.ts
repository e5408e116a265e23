import { clausesOf, type Clause } from '../rules/rule.ts';
import type { Amount, AmountTerm } from './amount.ts';
import type { AnswerSkill, FormDefinition, FormField } from './definition.ts';
import { comparedAs } from './field-traits.ts';
import type { FormPart, FormProblem } from './form-problem.ts';
import { fieldOfFact } from './read-form.ts';

type Fields = ReadonlyMap<string, FormField>;
type Found = Pick<FormProblem, 'problem' | 'names'> | null;

/** Which fields a field hangs on: by its condition, and by what it is computed from. */
export function fieldsUnder({ shownWhen, computed }: FormField): string[] {
  const tested = shownWhen === null ? [] : clausesOf(shownWhen).map(({ clause }) => fieldOfFact(clause.fact));
  const counted = computed && 'amount' in computed ? computed.amount.terms.map(({ field }) => field) : [];
  return [...tested.filter((code) => code !== null), ...counted];
}

/** Conditions, amounts and skills that name a field or value that is not there, or that cannot be compared so. */
export function checkReferences({ fields, duration, skills }: FormDefinition): FormProblem[] {
  const byCode: Fields = new Map(fields.map((field) => [field.code, field]));
  const problems: FormProblem[] = [];
  const note = (field: number | null, part: FormPart, found: Found, item?: number): void => {
    if (found) problems.push({ field, part, ...found, ...(item === undefined ? {} : { item }) });
  };
  for (const [index, { shownWhen, computed }] of fields.entries()) {
    if (shownWhen !== null)
      for (const [item, { clause }] of clausesOf(shownWhen).entries())
        note(index, 'condition', wrongClause(byCode, clause), item);
    if (computed && 'amount' in computed) noteAmount(computed.amount, index, 'computed');
  }
  if (duration !== null) noteAmount(duration, null, 'duration');
  for (const [item, skill] of skills.entries()) note(null, 'skills', wrongSkill(byCode, skill), item);
  return problems;

  function noteAmount(amount: Amount, field: number | null, part: FormPart): void {
    const { minimum, maximum } = amount;
    if (minimum !== null && maximum !== null && minimum > maximum)
      note(field, part, { problem: 'limits-crossed' });
    for (const [item, term] of amount.terms.entries()) note(field, part, wrongTerm(byCode, term), item);
  }
}

function wrongClause(fields: Fields, { fact, is, values }: Clause): Found {
  const code = fieldOfFact(fact);
  const field = code === null ? undefined : fields.get(code);
  if (!field) return { problem: 'unknown-field', names: [code ?? fact] };
  const kind = comparedAs(field);
  if (kind === null) return { problem: 'not-comparable', names: [field.code] };
  if (is === 'filled' || is === 'not-filled') return null;
  if (kind === 'filled') return { problem: 'not-comparable', names: [field.code] };
  const ordered = is === 'at-least' || is === 'at-most' || is === 'between';
  if (ordered && (kind === 'boolean' || kind === 'option'))
    return { problem: 'not-comparable', names: [field.code] };
  return values.map((value) => wrongValue(field, kind, value)).find((found) => found !== null) ?? null;
}

function wrongValue(field: FormField, kind: 'text' | 'number' | 'boolean' | 'option', value: unknown): Found {
  if (kind === 'option') {
    const known = field.options.some(({ code }) => code === value);
    return known ? null : { problem: 'unknown-option', names: [field.code, String(value)] };
  }
  const wanted = kind === 'text' ? 'string' : kind;
  return typeof value === wanted ? null : { problem: 'value-unfit', names: [field.code] };
}

function wrongTerm(fields: Fields, term: AmountTerm): Found {
  const field = fields.get(term.field);
  if (!field) return { problem: 'unknown-field', names: [term.field] };
  if ('times' in term)
    return comparedAs(field) === 'number' ? null : { problem: 'not-a-number', names: [field.code] };
  return wrongChoice(field, term.is);
}

function wrongSkill(fields: Fields, { field: code, is }: AnswerSkill): Found {
  const field = fields.get(code);
  return field ? wrongChoice(field, is) : { problem: 'unknown-field', names: [code] };
}

/** Only what is chosen, not what is typed, can be the cause of minutes or skills. */
function wrongChoice(field: FormField, is: string | boolean): Found {
  const kind = comparedAs(field);
  if (kind !== 'boolean' && kind !== 'option') return { problem: 'not-comparable', names: [field.code] };
  return wrongValue(field, kind, is);
}
