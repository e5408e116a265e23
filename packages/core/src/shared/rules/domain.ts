import type { Operator, RuleValue } from './rule.ts';

/** What sort of values a fact has. `duration` in seconds, `clock` as `HH:MM`, `date` as `YYYY-MM-DD`; `filled`: there or not. */
export type FactType =
  'yes-no' | 'choice' | 'choices' | 'number' | 'duration' | 'clock' | 'date' | 'text' | 'filled';

/** What a fact can be. */
export interface FactDomain {
  type: FactType;
  /** All there are, of a choice. */
  values?: readonly RuleValue[];
  /** Whether it is sometimes missing. */
  optional: boolean;
  /** The least number there can be. */
  least?: number;
}

const orders: readonly Operator[] = ['at-least', 'at-most', 'between'];
const equals: readonly Operator[] = ['one-of', 'not-one-of'];
const byType: Record<FactType, readonly Operator[]> = {
  'yes-no': ['one-of'],
  choice: equals,
  choices: equals,
  number: [...orders, ...equals],
  duration: orders,
  clock: orders,
  date: [...orders, ...equals],
  text: equals,
  filled: [],
};

/** The comparisons that make sense of a fact, the usual one first. */
export function operatorsOf({ type, optional }: FactDomain): readonly Operator[] {
  return optional ? [...byType[type], 'filled', 'not-filled'] : byType[type];
}

/** Whether a fact of the type could ever have this value. */
export function isValueOf({ type, values }: FactDomain, value: RuleValue): boolean {
  switch (type) {
    case 'yes-no':
      return typeof value === 'boolean';
    case 'choice':
    case 'choices':
      return values?.includes(value) ?? false;
    case 'number':
    case 'duration':
      return typeof value === 'number';
    case 'clock':
      return typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value);
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
    case 'text':
      return typeof value === 'string';
    case 'filled':
      return false;
  }
}
