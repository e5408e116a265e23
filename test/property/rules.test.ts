import {
  explain,
  holds,
  operators,
  ruleProblems,
  type Clause,
  type FactValue,
  type Rule,
  type RuleValue,
} from '@itinera/core/shared';
import { expect, test } from 'vitest';
import { seededRandom, type Random } from '../helpers/random.ts';
import { caseCount, firstSeed, repeating } from '../oracle/size.ts';

const seed = firstSeed();
const cases = caseCount({ few: 5_000, many: 100_000 });

const facts = ['status', 'start', 'tag', 'day', 'form.visit.size'];
const words: RuleValue[] = ['a', 'b', 'c', '2026-03-01', '2026-04-01', true, false];

function anyValue(random: Random): RuleValue {
  return random.chance(0.5) ? random.int(-3, 3) : random.pick(words);
}

function anyClause(random: Random): Clause {
  const is = random.pick(operators);
  const fact = random.pick(facts);
  if (is === 'filled' || is === 'not-filled') return { fact, is, values: [] };
  if (is === 'one-of' || is === 'not-one-of')
    return { fact, is, values: Array.from({ length: random.int(1, 3) }, () => anyValue(random)) };
  const low = random.int(-3, 3);
  if (is === 'between') return { fact, is, values: [low, low + random.int(0, 3)] };
  return { fact, is, values: [random.chance(0.7) ? low : '2026-03-01'] };
}

function anyRule(random: Random, depth: number): Rule {
  const shape = depth === 0 ? 'clause' : random.pick(['clause', 'all', 'all', 'any', 'any', 'not'] as const);
  if (shape === 'clause') return anyClause(random);
  if (shape === 'not') return { not: anyRule(random, depth - 1) };
  const parts = Array.from({ length: random.int(1, 3) }, () => anyRule(random, depth - 1));
  return shape === 'all' ? { all: parts } : { any: parts };
}

function anyFacts(random: Random): Map<string, FactValue> {
  const some = facts.filter(() => random.chance(0.8));
  const value = (): FactValue =>
    random.chance(0.2)
      ? Array.from({ length: random.int(0, 2) }, () => random.pick(words))
      : random.chance(0.1)
        ? null
        : anyValue(random);
  return new Map(some.map((fact) => [fact, value()]));
}

/** What a rule would say if its clauses, from left to right, said this: a second opinion, written apart. */
function verdictOf(rule: Rule, said: Iterator<boolean>): boolean {
  if ('all' in rule) return rule.all.map((part) => verdictOf(part, said)).every(Boolean);
  if ('any' in rule) return rule.any.map((part) => verdictOf(part, said)).some(Boolean);
  if ('not' in rule) return !verdictOf(rule.not, said);
  return said.next().value as boolean;
}

test(`explanation equals evaluation, and the blamed clauses turn the verdict round (CAD-CO-01; ${repeating(seed, cases)})`, () => {
  const seen = { true: 0, false: 0, blamedAlone: 0, blamedTogether: 0, smallerTried: 0 };
  for (let i = 0; i < cases; i += 1) {
    const random = seededRandom(seed + i);
    const rule = anyRule(random, random.int(0, 4));
    const of = anyFacts(random);
    const told = explain(rule, (fact) => of.get(fact));
    const where = `seed ${seed + i}: ${JSON.stringify(rule)} of ${JSON.stringify([...of])}`;

    const said = told.clauses.map((clause) => clause.holds);
    const turned = (which: (index: number) => boolean): boolean =>
      verdictOf(rule, said.map((one, index) => (which(index) ? !one : one)).values());
    expect(
      holds(rule, (fact) => of.get(fact)),
      where,
    ).toBe(told.holds);
    expect(
      turned(() => false),
      where,
    ).toBe(told.holds);
    for (const { clause, actual, holds: one } of told.clauses) {
      expect(actual, where).toBe(of.get(clause.fact));
      expect(
        holds(clause, (fact) => of.get(fact)),
        where,
      ).toBe(one);
    }

    const blamed = told.clauses.flatMap((clause, index) => (clause.blamed ? [index] : []));
    expect(blamed.length, where).toBeGreaterThan(0);
    expect(
      turned((index) => blamed.includes(index)),
      where,
    ).toBe(!told.holds);
    if (said.length <= 8)
      for (let set = 1; set < 2 ** said.length; set += 1) {
        const size = said.filter((_, index) => set & (2 ** index)).length;
        if (size >= blamed.length) continue;
        seen.smallerTried += 1;
        if (turned((index) => Boolean(set & (2 ** index))) !== told.holds)
          expect.fail(`blames too many, ${where}`);
      }
    seen[`${told.holds}`] += 1;
    if (blamed.length === 1) seen.blamedAlone += 1;
    else seen.blamedTogether += 1;
    if (told.clauses.length <= 10) expect(ruleProblems(rule), where).toEqual([]);
  }
  // The cases are of every sort: none of the claims above was made of nothing.
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(cases / 20);
});
