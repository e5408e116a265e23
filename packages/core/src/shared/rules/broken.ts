import { isValueOf, operatorsOf, type FactDomain } from './domain.ts';
import { ruleProblems, type RuleProblem } from './problems.ts';
import { clausesOf, type Rule, type RulePath, type RuleValue } from './rule.ts';

/** Why a rule cannot be judged where it stands, and where in it. */
export interface RuleFault {
  path: RulePath;
  problem: RuleProblem['problem'] | 'unknown-fact' | 'unknown-value' | 'wrong-operator';
  value?: RuleValue;
}

/** Tells what a fact can be; undefined where there is none of that name (any more). */
export type DomainOf = (fact: string) => FactDomain | undefined;

/**
 * Everything that makes a rule, of unknown origin or stored long ago, one that must not be judged: it is no rule, or speaks
 * of a fact or a value that there is not (any more), or compares in a way the fact does not allow.
 */
export function ruleFaults(value: unknown, domainOf: DomainOf): RuleFault[] {
  const problems = ruleProblems(value);
  if (problems.length > 0) return problems;
  return clausesOf(value as Rule).flatMap(({ path, clause }): RuleFault[] => {
    const domain = domainOf(clause.fact);
    if (!domain) return [{ path, problem: 'unknown-fact' }];
    if (!operatorsOf(domain).includes(clause.is)) return [{ path, problem: 'wrong-operator' }];
    const unknown = clause.values.filter((one) => !isValueOf(domain, one));
    return unknown.map((one) => ({ path, problem: 'unknown-value', value: one }));
  });
}
