import { describe, expect, it } from 'vitest';
import { addDays, isIsoDate, localDate, localMinute, shiftDate, startOfDate } from './local-time.ts';

const at = (iso: string): number => Date.parse(iso) / 1000;

describe('local time', () => {
  it('names the date and minute on the clock of the zone, not of the machine', () => {
    expect(localDate(at('2026-03-03T23:30:00Z'), 'Europe/Vaduz')).toBe('2026-03-04');
    expect(localDate(at('2026-03-03T23:30:00Z'), 'America/Sao_Paulo')).toBe('2026-03-03');
    expect(localMinute(at('2026-07-01T07:05:59Z'), 'Europe/Vaduz')).toBe('2026-07-01T09:05');
  });

  it('begins a date where midnight is skipped at its first instant (Havana, spring)', () => {
    expect(startOfDate('2026-03-08', 'America/Havana')).toBe(at('2026-03-08T05:00:00Z'));
    expect(startOfDate('2026-03-04', 'Europe/Vaduz')).toBe(at('2026-03-03T23:00:00Z'));
  });

  it('adds calendar days, which are 23 and 25 hours long when the clock changes', () => {
    expect(addDays(at('2026-03-28T11:00:00Z'), 1, 'Europe/Paris')).toBe(at('2026-03-29T10:00:00Z'));
    expect(addDays(at('2026-10-24T10:00:00Z'), 1, 'Europe/Paris')).toBe(at('2026-10-25T11:00:00Z'));
    expect(shiftDate('2028-02-28', 2)).toBe('2028-03-01');
    expect(shiftDate('2026-01-01', -1)).toBe('2025-12-31');
  });

  it('knows which dates exist', () => {
    expect(['2028-02-29', '2026-12-31'].every(isIsoDate)).toBe(true);
    expect(['2027-02-29', '2026-13-01', '2026-1-1', '', '03/04/2026'].some(isIsoDate)).toBe(false);
  });
});
