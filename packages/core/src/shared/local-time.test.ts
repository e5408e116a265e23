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

it('the local date is the same in whatever order instants are asked, also around clock changes', () => {
  const zones = [
    'Europe/Vaduz',
    'America/Sao_Paulo',
    'Africa/Cairo',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'UTC',
  ];
  const changes = ['2011-12-29', '2018-11-03', '2026-03-28', '2026-04-04', '2026-10-24', '2026-10-29'];
  const wrong: string[] = [];
  const clocks = new Map(zones.map((zone) => [zone, new Intl.DateTimeFormat('en-CA', { timeZone: zone })]));
  for (const zone of zones)
    for (const change of changes) {
      const from = at(`${change}T00:00:00Z`);
      for (let instant = from; instant < from + 4 * 86_400; instant += 3599)
        for (const asked of [instant, instant + 40_000, instant - 20_000]) {
          const expected = clocks.get(zone)!.format(asked * 1000);
          if (localDate(asked, zone) !== expected) wrong.push(`${zone} ${asked}: not ${expected}`);
        }
    }
  expect(wrong).toEqual([]);
});
