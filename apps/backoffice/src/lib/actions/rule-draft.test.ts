import { actionFactDomain, noUnitFacts, type Rule } from '@itinera/core/shared';
import { expect, it } from 'vitest';
import { newClause, ruleDraft, ruleOf } from './rule-draft.ts';

const domainOf = actionFactDomain({
  ...noUnitFacts,
  formFields: [{ fact: 'form.visit.rooms', label: {}, type: 'number' }],
});

it.each<[string, Rule | null]>([
  ['none', null],
  ['one', { all: [{ fact: 'planned', is: 'one-of', values: [true] }] }],
  [
    'all of all sorts',
    {
      all: [
        { fact: 'status', is: 'not-one-of', values: ['pending', 'canceled'] },
        { not: { fact: 'until-start', is: 'between', values: [5400, 172_800] } },
        { not: { any: [{ fact: 'time', is: 'at-least', values: ['08:30'] }] } },
        { any: [{ fact: 'customer.tags', is: 'one-of', values: ['vip', 'old lift'] }] },
        { fact: 'uses', is: 'at-most', values: [0] },
        { fact: 'form.visit.rooms', is: 'at-least', values: [2.5] },
        { fact: 'result', is: 'not-filled', values: [] },
        { fact: 'weekday', is: 'one-of', values: [1, 7] },
      ],
    },
  ],
])('keeps conditions as they are: %s', (_, rule) => {
  expect(ruleOf(ruleDraft(rule), domainOf)).toEqual(rule);
});

it('makes a group of what is none, and drops a double not', () => {
  const clause: Rule = { fact: 'planned', is: 'one-of', values: [true] };
  expect(ruleOf(ruleDraft(clause), domainOf)).toEqual({ all: [clause] });
  expect(ruleOf(ruleDraft({ not: { not: clause } }), domainOf)).toEqual({ all: [clause] });
});

it('reads what is typed: a comma in a number, durations in their unit, tags in lower case', () => {
  const clause = (fact: string, text: string, unit: 'hours' | 'days' = 'hours') => {
    const draft = ruleDraft(null);
    draft.parts.push({ ...newClause(fact, domainOf(fact)!), texts: [text, ''], unit });
    return ruleOf(draft, domainOf);
  };
  expect([
    clause('until-start', '1,5'),
    clause('since-closed', '2', 'days'),
    clause('customer.tags', ' VIP ,  '),
    clause('uses', ''),
  ]).toMatchObject([
    { all: [{ values: [5400] }] },
    { all: [{ values: [172_800] }] },
    { all: [{ values: ['vip'] }] },
    { all: [{ values: [] }] },
  ]);
});
