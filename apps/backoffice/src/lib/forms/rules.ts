import type { FormField } from '@itinera/core/shared';

/** A condition, as a field holds it. */
export type Rule = NonNullable<FormField['shownWhen']>;
export type Clause = Extract<Rule, { fact: string }>;

/** A condition as its editor shows it: one row of comparisons joined by and, or by or (CAD-FO-05). */
export interface Joined {
  join: 'all' | 'any';
  clauses: Clause[];
}

/** The rows of a condition; null for one with groups in groups, which another program wrote. */
export function joinedOf(rule: Rule | null): Joined | null {
  if (rule === null) return { join: 'all', clauses: [] };
  if ('fact' in rule) return { join: 'all', clauses: [rule] };
  if ('not' in rule) return null;
  const [join, parts] = 'all' in rule ? (['all', rule.all] as const) : (['any', rule.any] as const);
  const clauses = parts.filter((part) => 'fact' in part);
  return clauses.length === parts.length ? { join, clauses } : null;
}

/** The condition of rows; of none, none. */
export function ruleOf({ join, clauses }: Joined): Rule | null {
  if (clauses.length === 0) return null;
  const [only] = clauses;
  if (clauses.length === 1 && only) return only;
  return join === 'all' ? { all: clauses } : { any: clauses };
}
