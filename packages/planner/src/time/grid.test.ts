import { DateTime, IANAZone } from 'luxon';
import { describe, expect, test } from 'vitest';
import { at, between, hour, minute } from '../../../../test/fixtures/tiny-town.ts';
import type { Interval } from '../units.ts';
import { layGrid } from './grid.ts';
import { isoDate } from './local-time.ts';

/** From local midnight to local midnight, as luxon sees it. */
function localDates(zone: string, from: string, to: string): Interval {
  const midnight = (date: string) => DateTime.fromISO(date, { zone }).startOf('day').toSeconds();
  return { start: midnight(from), end: midnight(to) };
}

/** The labels that the grid lays, as a clock of the zone reads them: `02:30+2`. */
function labels(zone: string, from: string, to: string, step: number): string[] {
  const { starts } = layGrid({ zone, step, width: 0 }, [localDates(zone, from, to)]);
  return Array.from(starts, (start) => DateTime.fromSeconds(start, { zone }).toFormat('HH:mmZ'));
}

describe('which starts a window allows', () => {
  const starts = (windows: Interval[], width: number) =>
    Array.from(layGrid({ zone: 'UTC', step: 30 * minute, width }, windows).starts);

  test('a start lies in the window and its whole promise too', () => {
    expect(starts([between('08:00', '10:00')], 0)).toEqual([
      at('08:00'),
      at('08:30'),
      at('09:00'),
      at('09:30'),
    ]);
    expect(starts([between('08:00', '10:00')], hour)).toEqual([at('08:00'), at('08:30'), at('09:00')]);
    expect(starts([between('08:00', '10:00')], 3 * hour)).toEqual([]);
    expect(starts([between('08:10', '08:25')], 0)).toEqual([]);
  });

  test('windows may overlap and come in any order; each start is laid once', () => {
    const windows = [between('09:00', '10:30'), between('08:00', '09:30')];
    expect(starts(windows, 0).map((start) => (start - at('08:00')) / 60)).toEqual([0, 30, 60, 90, 120]);
    // A promise has to lie in one of them: none spans both.
    expect(starts(windows, 90 * minute)).toEqual([at('08:00'), at('09:00')]);
  });

  test('a step that does not divide the day begins anew every midnight', () => {
    const { starts: laid, days } = layGrid({ zone: 'UTC', step: 7 * hour, width: 0 }, [
      { start: at('00:00'), end: at('00:00', 2) },
    ]);
    expect(Array.from(laid, (start) => (start - at('00:00')) / hour)).toEqual([0, 7, 14, 21, 24, 31, 38, 45]);
    const dates = Array.from(days, isoDate);
    expect(dates.filter((date) => date === '2026-06-01')).toHaveLength(4);
    expect(dates.filter((date) => date === '2026-06-02')).toHaveLength(4);
  });
});

describe('R10: changes of the clock', () => {
  test('Europe/Paris 2026-03-29: 02:30 is skipped', () => {
    const laid = labels('Europe/Paris', '2026-03-29', '2026-03-30', 1800);
    expect(laid).toHaveLength(46);
    expect(laid.slice(2, 6)).toEqual(['01:00+1', '01:30+1', '03:00+2', '03:30+2']);
  });

  test('Europe/Paris 2026-10-25: 02:30 stands twice', () => {
    const laid = labels('Europe/Paris', '2026-10-25', '2026-10-26', 1800);
    expect(laid).toHaveLength(50);
    expect(laid.slice(4, 9)).toEqual(['02:00+2', '02:30+2', '02:00+1', '02:30+1', '03:00+1']);
  });

  test.each(['Europe/Lisbon', 'Europe/Dublin'])(
    '%s: 01:30 is skipped in spring and stands twice in autumn',
    (zone) => {
      expect(labels(zone, '2026-03-29', '2026-03-30', 1800).some((label) => label.startsWith('01'))).toBe(
        false,
      );
      const autumn = labels(zone, '2026-10-25', '2026-10-26', 1800);
      expect(autumn.filter((label) => label.startsWith('01:30'))).toEqual(['01:30+1', '01:30+0']);
    },
  );

  test.each([
    ['Atlantic/Azores', '2026-03-29', '2026-03-30'],
    ['America/Havana', '2026-03-08', '2026-03-09'],
  ])('%s: the gap starts at midnight, so the day begins at 01:00', (zone, date, next) => {
    const laid = labels(zone, date, next, 1800);
    expect(laid).toHaveLength(46);
    expect(laid[0]).toMatch(/^01:00/);
  });

  test('America/Santiago 2026-04-04: 23:30 stands twice on one date', () => {
    const { starts, days } = layGrid({ zone: 'America/Santiago', step: 1800, width: 0 }, [
      localDates('America/Santiago', '2026-04-04', '2026-04-06'),
    ]);
    const ofDate = Array.from(starts).filter((_, i) => isoDate(days[i]!) === '2026-04-04');
    expect(ofDate).toHaveLength(50);
  });

  test('Australia/Lord_Howe: the half-hour shift leaves the grid aligned', () => {
    const spring = labels('Australia/Lord_Howe', '2026-10-04', '2026-10-05', 1800);
    expect(spring).toHaveLength(47);
    expect(spring.slice(3, 6).map((label) => label.slice(0, 5))).toEqual(['01:30', '02:30', '03:00']);
    const autumn = labels('Australia/Lord_Howe', '2026-04-05', '2026-04-06', 1800);
    expect(autumn.filter((label) => label.startsWith('01:30'))).toHaveLength(2);
    expect(autumn.every((label) => /^\d\d:(00|30)/.test(label))).toBe(true);
  });

  test('Pacific/Apia: 2011-12-30 has no labels', () => {
    const start = Date.UTC(2011, 11, 28) / 1000;
    const { days } = layGrid({ zone: 'Pacific/Apia', step: hour, width: 0 }, [
      { start, end: start + 5 * 24 * hour },
    ]);
    const dates = new Set(Array.from(days, isoDate));
    expect(dates.has('2011-12-29')).toBe(true);
    expect(dates.has('2011-12-30')).toBe(false);
    expect(dates.has('2011-12-31')).toBe(true);
  });

  test('every zone, every day of a change in 2026: each label is what a clock shows, and none is missing', () => {
    let changes = 0;
    for (const name of Intl.supportedValuesOf('timeZone')) {
      const zone = IANAZone.create(name);
      const offset = (instant: number) => zone.offset(instant * 1000);
      const end = Date.UTC(2027, 0, 1) / 1000;
      for (let day = Date.UTC(2026, 0, 1) / 1000; day < end; day += 24 * hour) {
        // No zone changes its clock twice within a week: most weeks are skipped whole.
        if (offset(day) === offset(day + 7 * 24 * hour)) {
          day += 6 * 24 * hour;
          continue;
        }
        if (offset(day) === offset(day + 24 * hour)) continue;
        changes++;
        const { starts, days } = layGrid({ zone: name, step: 30 * minute, width: 0 }, [
          { start: day, end: day + 24 * hour },
        ]);
        const shown = [];
        for (let instant = day; instant < day + 24 * hour; instant += 5 * minute) {
          const local = DateTime.fromSeconds(instant, { zone });
          if (local.minute % 30 === 0) shown.push([instant, local.toISODate()]);
        }
        expect(Array.from(starts, (start, i) => [start, isoDate(days[i]!)])).toEqual(shown);
      }
    }
    expect(changes).toBeGreaterThan(200);
  });
});
