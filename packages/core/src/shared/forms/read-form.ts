import { holds } from '../rules/judge.ts';
import { amountOf } from './amount.ts';
import { answerTo, factOf, isBlank, type Answers, type AnswerValue } from './answers.ts';
import { traitsOf } from './field-traits.ts';
import type { FormDefinition, FormField } from './definition.ts';

/** Puts values in the place of replacement codes. */
export type RenderText = (text: string) => string;

/** A form with answers in it. */
export interface FormReading {
  isShown(code: string): boolean;
  /** The answer that counts: none of what is hidden; of a computed field what it comes to. */
  answer(code: string): AnswerValue | undefined;
}

/** The name under which conditions know a field. */
export function factName(code: string): string {
  return `field.${code}`;
}

/** The field that a condition's fact is; null: it is none. */
export function fieldOfFact(fact: string): string | null {
  return fact.startsWith('field.') ? fact.slice('field.'.length) : null;
}

/**
 * Which fields are shown and what they answer, each worked out once. What is hidden has no answer, for conditions and
 * amounts too. A definition that is broken (a circle, a field that is gone) is read all the same: a field that
 * hangs on itself counts as shown and unanswered there.
 */
export function readForm(
  { fields }: Pick<FormDefinition, 'fields'>,
  answers: Readonly<Answers>,
  render: RenderText = (text) => text,
): FormReading {
  const byCode = new Map(fields.map((field) => [field.code, field]));
  const shown = new Map<string, boolean>();
  const computed = new Map<string, AnswerValue | undefined>();

  function isShown(code: string): boolean {
    const known = shown.get(code);
    if (known !== undefined) return known;
    const field = byCode.get(code);
    if (!field) return false;
    if (field.shownWhen === null) return true;
    shown.set(code, true);
    const verdict = holds(field.shownWhen, (fact) => factOf(answer(fieldOfFact(fact) ?? '')));
    shown.set(code, verdict);
    return verdict;
  }

  function answer(code: string): AnswerValue | undefined {
    const field = byCode.get(code);
    if (!field || !isShown(code)) return undefined;
    if (field.type === 'computed') return computedAnswer(field);
    if (traitsOf(field.type).answer === null) return undefined;
    const given = answerTo(answers, code);
    return isBlank(given) ? undefined : given;
  }

  function computedAnswer(field: FormField): AnswerValue | undefined {
    if (computed.has(field.code)) return computed.get(field.code);
    computed.set(field.code, undefined);
    const value = field.computed === null ? undefined : worked(field.computed);
    computed.set(field.code, isBlank(value) ? undefined : value);
    return computed.get(field.code);
  }

  function worked(how: NonNullable<FormField['computed']>): AnswerValue {
    return 'text' in how ? render(how.text) : amountOf(how.amount, answer);
  }

  return { isShown, answer };
}
