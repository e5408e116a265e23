import type { Clause, FactValue, RuleValue } from './rule.ts';

/** Whether a fact has no value. */
export function isMissing(value: FactValue): boolean {
  return (
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

/**
 * Whether a clause holds of a value. A missing value equals nothing and has no size: `one-of` and the orders are false
 * of it, `not-one-of` and `not-filled`, which say the opposite of `one-of` and `filled`, are true.
 */
export function compare({ is, values }: Clause, actual: FactValue): boolean {
  switch (is) {
    case 'one-of':
      return named(values, actual);
    case 'not-one-of':
      return !named(values, actual);
    case 'at-least':
      return inOrder(values[0], actual);
    case 'at-most':
      return inOrder(actual, values[0]);
    case 'between':
      return inOrder(values[0], actual) && inOrder(actual, values[1]);
    case 'filled':
      return !isMissing(actual);
    case 'not-filled':
      return isMissing(actual);
  }
}

function named(values: readonly RuleValue[], actual: FactValue): boolean {
  if (actual === null || actual === undefined || actual === '') return false;
  const given: readonly RuleValue[] = typeof actual === 'object' ? actual : [actual];
  return given.some((one) => values.includes(one));
}

/** Two numbers, or two texts, of which the first is not after the second. */
function inOrder(low: FactValue, high: FactValue): boolean {
  if (typeof low === 'number' && typeof high === 'number') return low <= high;
  return typeof low === 'string' && typeof high === 'string' && low !== '' && low <= high;
}
