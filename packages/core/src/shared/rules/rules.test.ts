import { describe, expect, it } from 'vitest';
import { explain, holds } from './judge.ts';
import { ruleLimits, ruleProblems } from './problems.ts';
import { clausesOf, type Clause, type FactValue, type Operator, type Rule, type RuleValue } from './rule.ts';
import { ruleSchema } from './schema.ts';

const clause = (fact: string, is: Operator, ...values: RuleValue[]): Clause => ({ fact, is, values });
const read = (facts: Record<string, FactValue>) => (fact: string) => facts[fact];
/** Clauses that hold and do not, whatever the facts. */
const yes = clause('nothing', 'not-filled');
const no = clause('nothing', 'filled');

describe('a clause (CAD-CO-03)', () => {
  it.each<[Operator, RuleValue[], FactValue, boolean]>([
    ['one-of', ['a', 'b'], 'b', true],
    ['one-of', ['a', 'b'], 'c', false],
    ['one-of', [5], '5', false],
    ['one-of', [false], false, true],
    ['one-of', ['vip', 'gold'], ['gold', 'old'], true],
    ['one-of', ['vip'], ['gold', 'old'], false],
    ['not-one-of', ['a'], 'b', true],
    ['not-one-of', ['a'], 'a', false],
    ['not-one-of', ['vip'], ['vip', 'old'], false],
    ['at-least', [3], 3, true],
    ['at-least', [3], 2.9, false],
    ['at-most', [3], 3, true],
    ['at-most', [3], 3.1, false],
    ['between', [-3, 3], -3, true],
    ['between', [-3, 3], 3, true],
    ['between', [-3, 3], 4, false],
    ['between', ['08:00', '12:30'], '12:31', false],
    ['at-least', ['2026-03-01'], '2026-10-01', true],
    ['at-least', [3], '4', false],
    ['at-least', [3], [4], false],
    ['at-least', [0], true, false],
    ['filled', [], 0, true],
    ['filled', [], false, true],
    ['not-filled', [], 0, false],
  ])('%s %j of %j: %s', (is, values, actual, expected) => {
    expect(holds({ fact: 'x', is, values }, read({ x: actual }))).toBe(expected);
  });

  it.each<FactValue>([null, undefined, '', []])(
    'a missing value (%j) equals nothing and has no size',
    (x) => {
      const of = (is: Operator, ...values: RuleValue[]) => holds(clause('x', is, ...values), read({ x }));
      expect(of('one-of', 'a')).toBe(false);
      expect(of('not-one-of', 'a')).toBe(true);
      for (const low of [-1, 0, 1, 'a']) {
        expect(of('at-least', low)).toBe(false);
        expect(of('at-most', low)).toBe(false);
        expect(of('between', low, low)).toBe(false);
        expect(holds({ not: clause('x', 'at-least', low) }, read({ x }))).toBe(true);
      }
      expect(of('filled')).toBe(false);
      expect(of('not-filled')).toBe(true);
    },
  );
});

describe('a group', () => {
  it('joins by all, any and not (CAD-CO-03)', () => {
    const verdict = (rule: Rule) => holds(rule, read({}));
    expect([
      verdict({ all: [yes, yes] }),
      verdict({ all: [yes, no] }),
      verdict({ any: [no, yes] }),
      verdict({ any: [no, no] }),
      verdict({ not: no }),
      verdict({ not: yes }),
      verdict({ all: [] }),
      verdict({ any: [] }),
    ]).toEqual([true, false, true, false, true, false, true, false]);
  });

  it('names each clause with its value and its place, and blames the fewest', () => {
    const status = clause('status', 'one-of', 'pending');
    const vip = clause('tag', 'one-of', 'vip');
    const soon = clause('start', 'at-least', 24);
    const rule: Rule = { all: [status, { any: [vip, { not: soon }] }] };
    const { holds: verdict, clauses } = explain(rule, read({ status: 'pending', start: 30, tag: ['old'] }));
    expect(verdict).toBe(false);
    expect(clauses).toEqual([
      { path: [0], clause: status, actual: 'pending', holds: true, blamed: false },
      { path: [1, 0], clause: vip, actual: ['old'], holds: false, blamed: true },
      { path: [1, 1, 0], clause: soon, actual: 30, holds: true, blamed: false },
    ]);
    expect(clausesOf(rule)).toEqual(clauses.map(({ path, clause: of }) => ({ path, clause: of })));
  });

  it('blames nothing where no clause can turn the verdict round', () => {
    expect(explain({ all: [{ any: [] }, no] }, read({})).clauses.map(({ blamed }) => blamed)).toEqual([
      false,
    ]);
  });
});

describe('a rule from outside', () => {
  const nested = (depth: number): Rule => (depth === 0 ? yes : { not: nested(depth - 1) });
  const many = (count: number): Rule => ({ all: Array.from({ length: count }, () => yes) });

  it.each<[string, unknown, string | null]>([
    ['a clause', clause('form.visit.size', 'between', 1, 2), null],
    ['groups', { all: [{ any: [yes] }, { not: no }] }, null],
    ['as deep as may be', nested(ruleLimits.depth - 1), null],
    ['too deep', nested(ruleLimits.depth), 'too-deep'],
    ['as large as may be', many(ruleLimits.parts - 1), null],
    ['too large', many(ruleLimits.parts), 'too-many-parts'],
    ['an empty group', { all: [yes, { any: [] }] }, 'empty-group'],
    ['nothing', null, 'not-a-rule'],
    ['a list', [yes], 'not-a-rule'],
    ['two groups in one', { all: [yes], any: [yes] }, 'not-a-rule'],
    ['a key too many', { ...yes, then: 'x' }, 'not-a-rule'],
    ['another operator', { fact: 'x', is: 'constructor', values: [] }, 'unknown-operator'],
    ['no fact', { fact: '', is: 'filled', values: [] }, 'no-fact'],
    ['a fact that is no name', { fact: '../x', is: 'filled', values: [] }, 'no-fact'],
    ['no value', clause('x', 'one-of'), 'no-values'],
    ['one end only', clause('x', 'between', 1), 'no-values'],
    ['a value too many', clause('x', 'at-least', 1, 2), 'too-many-values'],
    ['an object as value', { fact: 'x', is: 'one-of', values: [{}] }, 'bad-value'],
    ['no number', clause('x', 'at-least', NaN), 'bad-value'],
    ['a text too long', clause('x', 'one-of', 'a'.repeat(ruleLimits.letters + 1)), 'bad-value'],
    ['yes as the lower end', clause('x', 'at-least', true), 'not-ordered'],
    ['ends the wrong way round', clause('x', 'between', 2, 1), 'not-ordered'],
    ['ends of two kinds', clause('x', 'between', 1, '2'), 'not-ordered'],
  ])('%s: %s', (_, rule, problem) => {
    expect(ruleProblems(rule).map((one) => one.problem)).toEqual(problem === null ? [] : [problem]);
    expect(ruleSchema.safeParse(rule).success).toBe(problem === null);
  });

  it('is refused at its place with the remedy, however deep', () => {
    const parsed = ruleSchema.safeParse({ all: [yes, { not: { fact: 'x', is: 'one-of', values: [] } }] });
    expect(parsed.error?.issues).toMatchObject([{ path: [1, 0], message: 'needs a value to compare with' }]);
    let deep: unknown = yes;
    for (let i = 0; i < 100_000; i += 1) deep = { not: deep };
    expect(ruleProblems(deep)).toMatchObject([{ problem: 'too-deep' }]);
  });
});
