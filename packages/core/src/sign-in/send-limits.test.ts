import { expect, test } from 'vitest';
import { nextCodeForIdentifier, nextCodeForNetwork } from './send-limits.ts';

/** Asks as often as it may from `now` on, for `seconds`; returns when it got codes. */
function greedy(next: (times: number[], now: number) => number, kept: number, seconds: number): number[] {
  const times: number[] = [];
  let now = 1_000_000;
  const end = now + seconds;
  for (;;) {
    now = next(times.filter((time) => time > now - kept).reverse(), now);
    if (now >= end) return times.map((time) => time - 1_000_000);
    times.push(now);
  }
}

test('S9 an identifier gets a code a minute, 5 an hour, 10 a day', () => {
  const minute = 60;
  const hour = 3600;
  expect(greedy(nextCodeForIdentifier, 86_400, 25 * hour)).toEqual([
    ...[0, 1, 2, 3, 4].map((n) => n * minute),
    ...[0, 1, 2, 3, 4].map((n) => hour + n * minute),
    ...[0, 1, 2, 3, 4].map((n) => 24 * hour + n * minute),
  ]);
});

test('S9 a network gets 20 codes an hour', () => {
  const times = greedy(nextCodeForNetwork, 3600, 7199);
  expect(times.filter((time) => time === 0)).toHaveLength(20);
  expect(times.filter((time) => time === 3600)).toHaveLength(20);
  expect(times).toHaveLength(40);
});
