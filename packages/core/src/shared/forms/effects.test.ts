import fc from 'fast-check';
import { expect, test } from 'vitest';
import { amountOf, durationLimits, largestAmount, secondsOf, type Amount } from './amount.ts';
import { effectsOf } from './effects.ts';
import { boilerForm } from './sample.fixture.ts';

test('answers say how long the work takes and what it needs: radiators × 15 min + 30', () => {
  expect(effectsOf(boilerForm, { radiators: 6, fuel: 'gas' })).toEqual({ duration: 120 * 60, skills: [] });
  expect(effectsOf(boilerForm, { radiators: 6, fuel: 'oil' })).toEqual({
    duration: 140 * 60,
    skills: [{ skillId: 'oil-burners', level: 2 }],
  });
  expect(effectsOf(boilerForm, {}).duration).toBe(45 * 60);
  expect(effectsOf(boilerForm, { radiators: 60 }).duration).toBe(480 * 60);
  expect(effectsOf({ ...boilerForm, duration: null }, { radiators: 6 }).duration).toBeNull();
});

test('of two answers that need one skill the higher level counts', () => {
  const skills = [1, 3, 2].map((level) => ({ field: 'extras', is: 'pump', skillId: 's', level }));
  expect(effectsOf({ ...boilerForm, skills }, { extras: ['pump'] }).skills).toEqual([
    { skillId: 's', level: 3 },
  ]);
});

const number = fc.oneof(
  fc.double(),
  fc.integer({ min: -100, max: 100 }),
  fc.constantFrom(0, -0, NaN, Infinity, -Infinity, Number.MAX_VALUE, 1e-300),
);
const amount: fc.Arbitrary<Amount> = fc
  .record({
    base: number,
    terms: fc.array(
      fc.oneof(
        fc.record({ field: fc.constantFrom('a', 'b'), times: number }),
        fc.record({ field: fc.constantFrom('a', 'b'), is: fc.constantFrom('x', true), plus: number }),
      ),
      { maxLength: 20 },
    ),
    ends: fc.option(fc.tuple(fc.integer({ min: -1000, max: 0 }), fc.integer({ min: 0, max: 1000 })), {
      nil: null,
    }),
  })
  .map(({ base, terms, ends }) => ({ base, terms, minimum: ends?.[0] ?? null, maximum: ends?.[1] ?? null }));
const answer = fc.oneof(number, fc.constantFrom('x', '7', true, null, undefined, ['x'], {}));

test('any amount over any answers is a finite number within its ends, and any duration within the limits', () => {
  let clamped = 0;
  fc.assert(
    fc.property(amount, answer, answer, (one, a, b) => {
      const result = amountOf(one, (code) => (code === 'a' ? a : b));
      expect(Number.isFinite(result)).toBe(true);
      expect(Math.abs(result)).toBeLessThanOrEqual(largestAmount);
      if (one.minimum !== null) expect(result).toBeGreaterThanOrEqual(one.minimum);
      if (one.maximum !== null) expect(result).toBeLessThanOrEqual(one.maximum);
      const seconds = secondsOf(result);
      expect(seconds % 60).toBe(0);
      expect(seconds).toBeGreaterThanOrEqual(durationLimits.shortest);
      expect(seconds).toBeLessThanOrEqual(durationLimits.longest);
      if (one.maximum !== null && result === one.maximum) clamped += 1;
    }),
    { seed: 15, numRuns: 2000 },
  );
  // The control: ends were met.
  expect(clamped).toBeGreaterThan(0);
});

test('the order of terms changes nothing, and whole minutes add up exactly', () => {
  const whole = fc.integer({ min: -500, max: 500 });
  const terms = fc.array(fc.record({ field: fc.constantFrom('a', 'b'), times: whole }), { maxLength: 10 });
  fc.assert(
    fc.property(whole, terms, whole, whole, (base, all, a, b) => {
      const read = (code: string) => (code === 'a' ? a : b);
      const one = { base, minimum: null, maximum: null };
      const expected = all.reduce((sum, { field, times }) => sum + times * read(field), base);
      expect(amountOf({ ...one, terms: all }, read)).toBe(expected);
      expect(amountOf({ ...one, terms: [...all].reverse() }, read)).toBe(expected);
    }),
    { seed: 16, numRuns: 500 },
  );
});
