import { describe, expect, it } from 'vitest';
import { actionVerdict, offeredFrom, type ActionFacts } from '../portal-actions.ts';
import { ruleFaults } from '../rules/broken.ts';
import { lintRule } from '../rules/lint.ts';
import type { Clause, Operator, Rule, RuleValue } from '../rules/rule.ts';
import { actionFactDomain, noUnitFacts } from './facts.ts';
import { isPossibleFor } from './possible.ts';
import { localClock, readActionFacts, type ActionSituation } from './read-facts.ts';
import { resultNeverTakes } from './result-lint.ts';

const hour = 3600;
const day = 24 * hour;
/** A Thursday, 10:00 in Zurich. */
const now = Date.UTC(2026, 0, 15, 9) / 1000;
const situation: ActionSituation = {
  zone: 'Europe/Zurich',
  visit: {
    status: 'pending',
    promiseStart: now + 48 * hour,
    confirmed: true,
    createdAt: now - day,
    closedAt: null,
    result: null,
  },
  customer: { kind: 'company', status: 'active', categoryId: 'vip', tags: ['lift'], fields: { floor: '3' } },
  language: 'it',
  forms: { visit: { radiators: 7, heating: 'gas', rooms: ['bath', 'hall'] } },
  uses: 1,
};
const clause = (fact: string, is: Operator, ...values: RuleValue[]): Clause => ({ fact, is, values });
const facts = (conditions: Rule | 'broken' | null, more: Partial<ActionFacts> = {}): ActionFacts => ({
  now,
  shown: true,
  action: { enabled: true, minimumNotice: 0, conditions },
  visit: { status: 'pending', promiseStart: now + 48 * hour, rescheduleCount: 0, maximumReschedules: 2 },
  situation,
  ...more,
});

it('tells every fact of a situation (CAD-CO-03 to -07)', () => {
  const read = readActionFacts(situation, now);
  const told = [
    'status planned confirmed until-start since-created since-closed weekday time result uses',
    'customer.category customer.tags customer.kind customer.status customer.field.floor access.language',
    'form.visit form.visit.radiators form.visit.rooms form.survey form.survey.stars',
    'constructor form.constructor customer.field.constructor',
  ].map((names) => names.split(' ').map((name) => read(name) ?? null));
  expect(told).toEqual([
    ['pending', true, true, 48 * hour, day, null, 4, '10:00', null, 1],
    ['vip', ['lift'], 'company', 'active', '3', 'it'],
    [true, 7, ['bath', 'hall'], null, null],
    [null, null, null],
  ]);
});

it('tells the weekday and time of a place, also before 1970 and across midnight', () => {
  expect(localClock(now, 'America/Los_Angeles')).toEqual({ weekday: 4, time: '01:00' });
  expect(localClock(now, 'Pacific/Kiritimati')).toEqual({ weekday: 4, time: '23:00' });
  expect(localClock(now + 2 * hour, 'Pacific/Kiritimati')).toEqual({ weekday: 5, time: '01:00' });
});

describe('actionVerdict with conditions', () => {
  it('offers a reschedule at -25 h and not at -23 h (CAD-CO-05), and says until when', () => {
    const rule = clause('until-start', 'at-least', 24 * hour);
    const at = (instant: number) => actionVerdict('reschedule', facts(rule, { now: instant }));
    const start = now + 48 * hour;
    expect(at(start - 25 * hour)).toEqual({ available: true, until: start - 24 * hour });
    expect(at(start - 24 * hour)).toMatchObject({ available: true });
    expect(at(start - 24 * hour + 1)).toEqual({ available: false, reason: 'condition' });
    expect(at(start - 23 * hour)).toMatchObject({ available: false });
  });

  it('says from when on, unless its notice has begun by then', () => {
    const rule = clause('until-start', 'at-most', 24 * hour);
    const from = now + 24 * hour;
    const verdict = (minimumNotice: number) =>
      offeredFrom('cancel', facts(rule, { action: { enabled: true, minimumNotice, conditions: rule } }));
    expect([verdict(0), verdict(30 * hour)]).toEqual([from, null]);
    expect(offeredFrom('cancel', facts(null))).toBe(null);
  });

  it('knows when a weekday and a time of day come, on the clock of the visit', () => {
    const rule: Rule = { all: [clause('weekday', 'one-of', 1), clause('time', 'between', '08:00', '11:59')] };
    const monday = Date.UTC(2026, 0, 19, 7) / 1000;
    expect(offeredFrom('book', facts(rule, { visit: null }))).toBe(monday);
    expect(actionVerdict('book', facts(rule, { visit: null, now: monday }))).toEqual({
      available: true,
      until: monday + 4 * hour - 1,
    });
  });

  it('offers a survey after closing and once (CAD-AC-07, CAD-CO-06, CAD-CO-07)', () => {
    const rule: Rule = { all: [clause('result', 'one-of', 'ok'), clause('uses', 'at-most', 0)] };
    const closed = { ...facts(rule).visit!, status: 'terminated' as const };
    const after = (uses: number, result: 'ok' | 'ko') =>
      actionVerdict(
        'survey',
        facts(rule, {
          visit: closed,
          situation: { ...situation, uses, visit: { ...situation.visit!, status: 'terminated', result } },
        }),
      ).available;
    expect([after(0, 'ok'), after(1, 'ok'), after(0, 'ko')]).toEqual([true, false, false]);
    expect(actionVerdict('survey', facts(rule))).toEqual({ available: false, reason: 'not-closed' });
  });

  it('schedules what is not planned only (CAD-CO-04, CAD-AC-04)', () => {
    const unplanned = { ...facts(null).visit!, promiseStart: null };
    expect(actionVerdict('schedule', facts(null))).toEqual({ available: false, reason: 'planned' });
    expect(actionVerdict('schedule', facts(null, { visit: unplanned }))).toEqual({
      available: true,
      until: null,
    });
    expect(
      actionVerdict('schedule', facts(null, { visit: { ...unplanned, status: 'terminated' } })),
    ).toMatchObject({ reason: 'status' });
  });

  it('narrows the type’s limit of moves, never widens it', () => {
    const most = (ofAction: number, ofType: number | null) =>
      actionVerdict(
        'reschedule',
        facts(null, {
          action: { enabled: true, minimumNotice: 0, maximumReschedules: ofAction },
          visit: { ...facts(null).visit!, rescheduleCount: 1, maximumReschedules: ofType },
        }),
      ).available;
    expect([most(1, 2), most(2, 2), most(9, 1), most(1, null), most(2, null)]).toEqual([
      false,
      true,
      false,
      false,
      true,
    ]);
  });

  it('hides an action whose conditions cannot be judged', () => {
    const broken = { available: false, reason: 'broken' };
    expect(actionVerdict('cancel', facts('broken'))).toEqual(broken);
    const { situation: _, ...without } = facts(clause('uses', 'at-most', 1));
    expect(actionVerdict('cancel', without)).toEqual(broken);
  });
});

describe('what is stored and what is known', () => {
  const unit = {
    categories: [{ id: 'vip', name: 'VIP' }],
    formPurposes: ['visit'],
    formFields: [
      { fact: 'form.visit.radiators', label: {}, type: 'number' as const },
      {
        fact: 'form.visit.heating',
        label: {},
        type: 'choice' as const,
        options: [{ value: 'gas', label: {} }],
      },
    ],
  };
  const domainOf = actionFactDomain(unit);

  it.each<[unknown, (string | undefined)[]]>([
    [clause('customer.category', 'one-of', 'vip'), []],
    [clause('form.visit.radiators', 'at-least', 3), []],
    [clause('form.visit.heating', 'one-of', 'gas'), []],
    [clause('form.visit', 'not-filled'), []],
    [clause('customer.field.floor', 'one-of', '3'), []],
    [clause('time', 'between', '08:00', '12:00'), []],
    [clause('customer.category', 'one-of', 'gone'), ['unknown-value']],
    [clause('form.visit.heating', 'one-of', 'gas', 'oil'), ['unknown-value']],
    [clause('form.visit.deleted', 'filled'), ['unknown-fact']],
    [clause('form.survey', 'filled'), ['unknown-fact']],
    [clause('status', 'at-least', 3), ['wrong-operator']],
    [clause('time', 'at-most', '25:00'), ['unknown-value']],
    [clause('constructor', 'filled'), ['unknown-fact']],
    [
      { all: [clause('nobody', 'filled'), clause('weekday', 'one-of', 8)] },
      ['unknown-fact', 'unknown-value'],
    ],
    ['a text', ['not-a-rule']],
  ])('%j: %j', (rule, problems) => {
    expect(ruleFaults(rule, domainOf).map(({ problem }) => problem)).toEqual(problems);
  });

  const lint = (kind: 'book' | 'reschedule' | 'schedule' | 'survey' | 'message', rule: Rule) =>
    lintRule(rule, {
      domainOf,
      isPossible: isPossibleFor(kind, {
        onVisit: kind !== 'book',
        atHome: kind === 'book' || kind === 'message',
      }),
    }).map(({ path, problem, by }) => [problem, path.join('.'), by?.join('.')]);

  it.each<[string, 'book' | 'reschedule' | 'schedule' | 'survey' | 'message', Rule, unknown[]]>([
    ['nothing wrong', 'reschedule', clause('until-start', 'at-least', day), []],
    ['never by itself', 'reschedule', clause('planned', 'one-of', false), [['never', '', undefined]]],
    ['always', 'reschedule', clause('planned', 'one-of', true), [['always', '', undefined]]],
    [
      'never before the visit is there',
      'book',
      clause('status', 'one-of', 'pending'),
      [['never', '', undefined]],
    ],
    ['nothing wrong at home', 'message', clause('status', 'one-of', 'pending'), []],
    ['no start without a plan', 'schedule', clause('until-start', 'at-least', 5), [['never', '', undefined]]],
    [
      'two that contradict',
      'reschedule',
      { all: [clause('until-start', 'at-least', 2 * day), clause('until-start', 'at-most', day)] },
      [['contradicts', '1', '0']],
    ],
    [
      'the same twice',
      'reschedule',
      { all: [clause('uses', 'at-most', 2), clause('uses', 'at-most', 2)] },
      [['shadowed', '1', '0']],
    ],
    [
      'the weaker one decides nothing',
      'reschedule',
      { all: [clause('until-start', 'at-least', day), clause('until-start', 'at-least', 2 * day)] },
      [['shadowed', '0', '1']],
    ],
    [
      'of any the stronger one decides nothing',
      'reschedule',
      { any: [clause('customer.tags', 'one-of', 'a'), clause('customer.tags', 'one-of', 'a', 'b')] },
      [['shadowed', '0', '1']],
    ],
    [
      'a part that can never hold, in a rule that can',
      'reschedule',
      { any: [clause('result', 'one-of', 'ok'), clause('uses', 'at-most', 1)] },
      [['never', '0', undefined]],
    ],
    [
      'one way or the other',
      'message',
      { any: [clause('form.visit', 'filled'), clause('form.visit', 'not-filled')] },
      [['always', '', undefined]],
    ],
    [
      'open and closed',
      'message',
      { all: [clause('status', 'one-of', 'pending'), clause('result', 'one-of', 'ok')] },
      [['contradicts', '1', '0']],
    ],
    ['a survey after closing', 'survey', clause('since-closed', 'at-most', 14 * day), []],
  ])('lints: %s', (_, kind, rule, findings) => {
    expect(lint(kind, rule)).toEqual(findings);
  });
});

it('CAD-AC-12 a resulting status that can never take effect is found, and none that can', () => {
  const never = (conditions: Rule | null, place: 'intervention' | 'home' | 'both' = 'intervention') =>
    resultNeverTakes({ kind: 'message', place, conditions }, actionFactDomain(noUnitFacts));
  const status = (...values: string[]): Rule => ({ fact: 'status', is: 'one-of', values });
  expect(never(null, 'home')).toBe(true);
  expect(never(status('terminated', 'canceled'))).toBe(true);
  expect(never({ fact: 'planned', is: 'one-of', values: [true] })).toBe(true);
  expect(never({ fact: 'until-start', is: 'at-least', values: [86_400] })).toBe(true);
  expect(never(null, 'both')).toBe(false);
  expect(never(status('terminated', 'pending'))).toBe(false);
  expect(never({ any: [status('terminated'), { fact: 'planned', is: 'one-of', values: [false] }] })).toBe(
    false,
  );
});
