import {
  actionVerdict,
  offeredFrom,
  type ActionFacts,
  type ActionSituation,
  type Clause,
  type Rule,
} from '@itinera/core/shared';
import { expect, test } from 'vitest';
import { seededRandom, type Random } from '../helpers/random.ts';
import { caseCount, firstSeed, repeating } from '../oracle/size.ts';

const seed = firstSeed(1);
const cases = caseCount({ few: 500, many: 20_000 });

const hour = 3600;
const day = 24 * hour;
const zones = ['Europe/Zurich', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'];
const times = ['00:00', '01:30', '02:00', '02:30', '03:00', '08:00', '17:45', '23:59'];

function anyClause(random: Random): Clause {
  const fact = random.pick([
    'until-start',
    'since-created',
    'since-closed',
    'weekday',
    'time',
    'uses',
  ] as const);
  if (fact === 'weekday') {
    const values = Array.from({ length: random.int(1, 3) }, () => random.int(1, 7));
    return { fact, is: random.pick(['one-of', 'not-one-of'] as const), values };
  }
  const bounds =
    fact === 'time'
      ? [random.pick(times), random.pick(times)].sort()
      : [random.int(-3, 30) * random.pick([hour, day]), random.int(0, 20) * day].sort((a, b) => a - b);
  const is = random.pick(['at-least', 'at-most', 'between'] as const);
  return { fact, is, values: is === 'between' ? bounds : bounds.slice(0, 1) };
}

function anyRule(random: Random, depth: number): Rule {
  const shape = depth === 0 ? 'clause' : random.pick(['clause', 'all', 'any', 'not'] as const);
  if (shape === 'clause') return anyClause(random);
  if (shape === 'not') return { not: anyRule(random, depth - 1) };
  const parts = [anyRule(random, depth - 1), anyRule(random, depth - 1)];
  return shape === 'all' ? { all: parts } : { any: parts };
}

/** Around the changes of clocks of 2026 more often than not. */
function anyNow(random: Random): number {
  const change = random.pick([
    Date.UTC(2026, 2, 8),
    Date.UTC(2026, 2, 29),
    Date.UTC(2026, 9, 25),
    Date.UTC(2026, 3, 5),
  ]);
  return change / 1000 + random.int(-10 * day, 3 * day);
}

test(`time changes a verdict exactly when it says it will, and not before (CAD-CO-05; ${repeating(seed, cases)})`, () => {
  const seen = { until: 0, from: 0, never: 0, looked: 0 };
  for (let i = 0; i < cases; i += 1) {
    const random = seededRandom(seed + i);
    const now = anyNow(random);
    const conditions = anyRule(random, random.int(0, 3));
    const closedAt = random.chance(0.3) ? now - random.int(0, 10 * day) : null;
    const promiseStart = random.chance(0.8) ? now + random.int(-2 * day, 25 * day) : null;
    const situation: ActionSituation = {
      zone: random.pick(zones),
      visit: {
        status: 'pending',
        promiseStart,
        confirmed: true,
        createdAt: now - random.int(0, 20 * day),
        closedAt,
        result: null,
      },
      customer: { kind: 'company', status: 'active', categoryId: null, tags: [], fields: {} },
      language: 'en',
      forms: {},
      uses: 0,
    };
    const action = { enabled: true, minimumNotice: random.pick([0, 0, day]), conditions };
    const visit = { status: 'pending' as const, promiseStart, rescheduleCount: 0, maximumReschedules: null };
    const facts: ActionFacts = { now, shown: true, action, visit, situation };
    const at = (instant: number) => actionVerdict('cancel', { ...facts, now: instant }).available;
    const verdict = actionVerdict('cancel', facts);
    if (!verdict.available && verdict.reason !== 'condition') continue;
    const change = verdict.available ? verdict.until && verdict.until + 1 : offeredFrom('cancel', facts);
    const where = `seed ${seed + i}: ${JSON.stringify({ conditions, now, situation, action, verdict })}`;

    if (change !== null) {
      expect(change, where).toBeGreaterThan(now);
      expect(at(change - 1), where).toBe(verdict.available);
      expect(at(change), where).toBe(!verdict.available);
    }
    const end = change ?? now + 60 * day;
    for (let look = 0; look < 16; look += 1) {
      const instant = random.chance(0.5)
        ? random.int(now, end - 1)
        : Math.min(end - 1, now + Math.floor((end - now) / 900 / 2) + random.int(0, 3) * 900);
      seen.looked += 1;
      if (at(instant) !== verdict.available) expect.fail(`changes at ${instant} already, ${where}`);
    }
    if (change === null) seen.never += 1;
    else if (verdict.available) seen.until += 1;
    else seen.from += 1;
  }
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(cases / 30);
});
