import { operators, type Operator, type RulePath, type RuleValue } from './rule.ts';

/** What a rule may be at most: groups inside each other, clauses and groups in all, values of a clause, letters of a text. */
export const ruleLimits = { depth: 6, parts: 100, values: 100, letters: 200 } as const;

/** What is wrong with a rule that somebody sent, and where. */
export interface RuleProblem {
  path: RulePath;
  problem:
    | 'not-a-rule'
    | 'empty-group'
    | 'too-deep'
    | 'too-many-parts'
    | 'unknown-operator'
    | 'no-fact'
    | 'no-values'
    | 'too-many-values'
    | 'bad-value'
    | 'not-ordered';
}

const factName = /^[a-z][\w.-]{0,99}$/i;
/** How many values each operator takes. */
const valueCounts: Record<Operator, [least: number, most: number]> = {
  'one-of': [1, ruleLimits.values],
  'not-one-of': [1, ruleLimits.values],
  'at-least': [1, 1],
  'at-most': [1, 1],
  between: [2, 2],
  filled: [0, 0],
  'not-filled': [0, 0],
};

/**
 * Everything that keeps `value`, of unknown origin, from being a `Rule`: none, and it is one, down to its keys. Whether
 * its facts and values are known where it is used is another question (`lintRule`).
 */
export function ruleProblems(value: unknown): RuleProblem[] {
  const problems: RuleProblem[] = [];
  let parts = 0;
  const visit = (rule: unknown, path: RulePath): void => {
    parts += 1;
    if (parts > ruleLimits.parts) return;
    if (path.length >= ruleLimits.depth) problems.push({ path, problem: 'too-deep' });
    else if (!isObject(rule)) problems.push({ path, problem: 'not-a-rule' });
    else if ('fact' in rule) problems.push(...clauseProblems(rule, path));
    else {
      const [group, ...others] = Object.keys(rule);
      const below = group === 'not' ? [rule.not] : group === 'all' || group === 'any' ? rule[group] : null;
      if (others.length > 0 || !Array.isArray(below)) problems.push({ path, problem: 'not-a-rule' });
      else if (below.length === 0) problems.push({ path, problem: 'empty-group' });
      else for (const [index, child] of below.entries()) visit(child, [...path, index]);
    }
  };
  visit(value, []);
  if (parts > ruleLimits.parts) problems.push({ path: [], problem: 'too-many-parts' });
  return problems;
}

function clauseProblems(clause: Record<string, unknown>, path: RulePath): RuleProblem[] {
  const { fact, is, values, ...others } = clause;
  const problem = ((): RuleProblem['problem'] | null => {
    if (Object.keys(others).length > 0 || !Array.isArray(values)) return 'not-a-rule';
    if (typeof fact !== 'string' || !factName.test(fact)) return 'no-fact';
    const operator = operators.find((known) => known === is);
    if (!operator) return 'unknown-operator';
    const [least, most] = valueCounts[operator];
    if (values.length > most) return 'too-many-values';
    if (values.length < least) return 'no-values';
    if (!values.every(isValue)) return 'bad-value';
    return inOrder(operator, values) ? null : 'not-ordered';
  })();
  return problem === null ? [] : [{ path, problem }];
}

/** An order needs numbers or texts, and the ends of `between` alike and in order. */
function inOrder(operator: Operator, [first, second]: RuleValue[]): boolean {
  if (operator !== 'at-least' && operator !== 'at-most' && operator !== 'between') return true;
  if (typeof first === 'boolean') return false;
  return operator !== 'between' || (typeof first === typeof second && first! <= second!);
}

function isValue(value: unknown): value is RuleValue {
  if (typeof value === 'string') return value !== '' && value.length <= ruleLimits.letters;
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
