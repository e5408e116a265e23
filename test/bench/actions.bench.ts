import { performance } from 'node:perf_hooks';
import { actionVerdict, type ActionFacts, type Rule } from '@itinera/core/shared';
import type { BenchRow } from '../../scripts/bench/table.ts';

const interventions = 200;
const rounds = 200;
const hour = 3600;
const day = 24 * hour;
const now = Date.UTC(2026, 2, 25, 9) / 1000;

/** What a careful administrator writes: open and early enough, or a good customer; once; with a form before. */
const conditions: Record<'schedule' | 'reschedule' | 'cancel' | 'form' | 'survey', Rule> = {
  schedule: { all: [clause('customer.status', 'one-of', 'active'), clause('form.visit', 'filled')] },
  reschedule: {
    all: [
      clause('status', 'one-of', 'pending', 'autoassign_pending'),
      { any: [clause('until-start', 'at-least', day), clause('customer.tags', 'one-of', 'vip')] },
      clause('uses', 'at-most', 1),
    ],
  },
  cancel: { all: [clause('until-start', 'at-least', 2 * day), clause('confirmed', 'one-of', true)] },
  form: { all: [clause('form.visit', 'not-filled'), clause('until-start', 'at-least', 12 * hour)] },
  survey: {
    all: [
      clause('result', 'one-of', 'ok'),
      clause('since-closed', 'at-most', 14 * day),
      clause('uses', 'at-most', 0),
    ],
  },
};
const kinds = Object.keys(conditions) as (keyof typeof conditions)[];
const officeHours: Rule = {
  all: [clause('weekday', 'not-one-of', 6, 7), clause('time', 'between', '08:00', '16:59')],
};

/**
 * One page: every action of 200 interventions judged, with when time will change it. Five actions each, and the same with
 * office hours beside, whose next change is looked for by the week.
 */
export function benchActions(): Promise<BenchRow[]> {
  const rows = [measure('five actions each, conditions of 2 to 4 clauses', (rule) => rule)];
  rows.push(measure('the same within office hours', (rule) => ({ all: [rule, officeHours] })));
  return Promise.resolve(rows);
}

function measure(name: string, ruleOf: (rule: Rule) => Rule): BenchRow {
  const rules = new Map(kinds.map((kind) => [kind, ruleOf(conditions[kind])]));
  const pages = Array.from({ length: interventions }, (_, n) => facts(n));
  const times: number[] = [];
  let available = 0;
  for (let round = 0; round < rounds; round++) {
    const begun = performance.now();
    for (const page of pages)
      for (const kind of kinds) {
        const action = { enabled: true, minimumNotice: 0, conditions: rules.get(kind) ?? null };
        if (actionVerdict(kind, { ...page, action }).available) available += 1;
      }
    times.push(performance.now() - begun);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor((times.length - 1) * share)] ?? 0;
  const note = `${available / rounds} of ${interventions * kinds.length} offered`;
  return { name, n: interventions, p50: at(0.5), p95: at(0.95), unit: 'ms', note };
}

function facts(n: number): Omit<ActionFacts, 'action'> {
  const closed = n % 3 === 0;
  const status = closed ? ('terminated' as const) : ('pending' as const);
  const promiseStart = n % 7 === 0 ? null : now + (n - 60) * 6 * hour;
  const closedAt = closed ? now - n * hour : null;
  return {
    now,
    shown: true,
    visit: { status, promiseStart, rescheduleCount: n % 3, maximumReschedules: 2 },
    situation: {
      zone: 'Europe/Vaduz',
      visit: {
        status,
        promiseStart,
        confirmed: n % 2 === 0,
        createdAt: now - n * day,
        closedAt,
        result: closed ? 'ok' : null,
      },
      customer: {
        kind: 'company',
        status: 'active',
        categoryId: null,
        tags: n % 5 === 0 ? ['vip'] : ['lift', 'old'],
        fields: {},
      },
      language: 'it',
      forms: n % 2 === 0 ? { visit: { radiators: 4 } } : {},
      uses: n % 2,
    },
  };
}

function clause(
  fact: string,
  is: 'one-of' | 'not-one-of' | 'at-least' | 'at-most' | 'between' | 'filled' | 'not-filled',
  ...values: (string | number | boolean)[]
): Rule {
  return { fact, is, values };
}
