/** What a clause compares a fact with. Dates and times are text: `YYYY-MM-DD`, `HH:MM`. */
export type RuleValue = string | number | boolean;

/** A fact as it is: several values of tags or a multiple choice; null, undefined, '' and an empty list are missing. */
export type FactValue = RuleValue | readonly RuleValue[] | null | undefined;

/** Tells a fact by its name; a fact that nobody knows is missing. */
export type ReadFact = (fact: string) => FactValue;

/**
 * How a clause compares (CAD-CO-03). Equality is exact: 5 is not '5'. Order is between numbers, or between texts of one
 * form (dates, times), both ends included; `between` names the lower end first. Of a fact with several values, `one-of`
 * holds when any is named, `not-one-of` when none is; it has no order.
 */
export const operators = [
  'one-of',
  'not-one-of',
  'at-least',
  'at-most',
  'between',
  'filled',
  'not-filled',
] as const;
export type Operator = (typeof operators)[number];

export interface Clause {
  fact: string;
  is: Operator;
  values: RuleValue[];
}

/** A condition. `all` of nothing holds, `any` of nothing does not (`ruleProblems` refuses both). */
export type Rule = { all: Rule[] } | { any: Rule[] } | { not: Rule } | Clause;

/** Where in a rule something stands: the child of each group on the way down, from 0; of `not` always 0. */
export type RulePath = readonly number[];

export interface PlacedClause {
  path: RulePath;
  clause: Clause;
}

/** The children of a group; nothing for a clause. */
export function childrenOf(rule: Rule): readonly Rule[] {
  if ('all' in rule) return rule.all;
  if ('any' in rule) return rule.any;
  return 'not' in rule ? [rule.not] : [];
}

/** Every clause of a rule with its place, from left to right. */
export function clausesOf(rule: Rule, path: RulePath = []): PlacedClause[] {
  if ('fact' in rule) return [{ path, clause: rule }];
  return childrenOf(rule).flatMap((child, index) => clausesOf(child, [...path, index]));
}
