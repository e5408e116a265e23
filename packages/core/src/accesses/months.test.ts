import { expect, test } from 'vitest';
import { lastMonths } from './months.ts';

const at = (iso: string): number => Date.parse(iso) / 1000;

test('months follow each other without a gap, on the clock of the zone, across years and clock changes', () => {
  const months = lastMonths(at('2027-04-30T22:30:00Z'), 'Europe/Vaduz', 17);
  expect(months.slice(0, 2)).toEqual([
    { month: '2027-05', from: at('2027-05-01T00:00:00+02:00'), to: at('2027-06-01T00:00:00+02:00') },
    { month: '2027-04', from: at('2027-04-01T00:00:00+02:00'), to: at('2027-05-01T00:00:00+02:00') },
  ]);
  expect(months.map(({ month }) => month).slice(4, 6)).toEqual(['2027-01', '2026-12']);
  expect(months.at(-1)?.month).toBe('2026-01');
  for (const [n, { from }] of months.slice(0, -1).entries()) expect(from).toBe(months[n + 1]?.to);
});

test('where midnight is skipped the month begins at its first instant', () => {
  // Asunción goes from 24:00 to 01:00 into 2023-10-01.
  const [october] = lastMonths(at('2023-10-15T12:00:00Z'), 'America/Asuncion', 1);
  expect(october).toMatchObject({ month: '2023-10', from: at('2023-10-01T04:00:00Z') });
});
