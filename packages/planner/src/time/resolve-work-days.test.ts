import { describe, expect, test } from 'vitest';
import { PlannerError } from '../errors.ts';
import type { Interval } from '../units.ts';
import { resolveWorkDays } from './resolve-work-days.ts';
import type { ClockHours, WorkCalendar } from './resolve-work-days.ts';

const instant = (text: string) => Date.parse(text) / 1000;
const interval = (from: string, to: string): Interval => ({ start: instant(from), end: instant(to) });
const hoursOf = (working: Interval[]) => working.reduce((sum, { start, end }) => sum + end - start, 0) / 3600;

/** The same hours on every weekday. */
function everyDay(...hours: ClockHours[]): WorkCalendar['weekly'] {
  return { 1: hours, 2: hours, 3: hours, 4: hours, 5: hours, 6: hours, 7: hours };
}

/** Hours worked on one date. */
function worked(zone: string, date: string, from: string, to: string): number {
  const [day] = resolveWorkDays({ zone, weekly: everyDay({ from, to }), from: date, to: date });
  return hoursOf(day!.working);
}

describe('a week', () => {
  const weekly: WorkCalendar['weekly'] = {
    1: [
      { from: '13:00', to: '17:00' },
      { from: '08:00', to: '12:00' },
    ],
    2: [
      { from: '08:00', to: '12:00' },
      { from: '12:00', to: '16:00' },
    ],
  };

  test('every date is listed, free ones with nothing; touching hours are one', () => {
    expect(resolveWorkDays({ zone: 'Europe/Vaduz', weekly, from: '2026-06-01', to: '2026-06-03' })).toEqual([
      {
        date: '2026-06-01',
        working: [
          interval('2026-06-01T08:00+02:00', '2026-06-01T12:00+02:00'),
          interval('2026-06-01T13:00+02:00', '2026-06-01T17:00+02:00'),
        ],
      },
      { date: '2026-06-02', working: [interval('2026-06-02T08:00+02:00', '2026-06-02T16:00+02:00')] },
      { date: '2026-06-03', working: [] },
    ]);
  });

  test('an exception replaces the hours of its date; absences and busy time are taken out of both', () => {
    const days = resolveWorkDays({
      zone: 'Europe/Vaduz',
      weekly,
      exceptions: { '2026-06-02': [], '2026-06-03': [{ from: '09:00', to: '12:00' }] },
      absences: [interval('2026-06-03T10:00+02:00', '2026-06-03T11:00+02:00')],
      busy: [
        interval('2026-06-01T16:00+02:00', '2026-06-01T18:00+02:00'),
        interval('2026-06-01T08:00+02:00', '2026-06-01T08:30+02:00'),
      ],
      from: '2026-06-01',
      to: '2026-06-03',
    });
    expect(days.map(({ working }) => working)).toEqual([
      [
        interval('2026-06-01T08:30+02:00', '2026-06-01T12:00+02:00'),
        interval('2026-06-01T13:00+02:00', '2026-06-01T16:00+02:00'),
      ],
      [],
      [
        interval('2026-06-03T09:00+02:00', '2026-06-03T10:00+02:00'),
        interval('2026-06-03T11:00+02:00', '2026-06-03T12:00+02:00'),
      ],
    ]);
  });

  test('a night belongs to the date on which it starts, and what it shares with the next date counts once', () => {
    const days = resolveWorkDays({
      zone: 'UTC',
      weekly: { 1: [{ from: '22:00', to: '06:00' }], 2: [{ from: '05:00', to: '09:00' }] },
      from: '2026-06-01',
      to: '2026-06-02',
    });
    expect(days[0]!.working).toEqual([interval('2026-06-01T22:00Z', '2026-06-02T06:00Z')]);
    expect(days[1]!.working).toEqual([interval('2026-06-02T06:00Z', '2026-06-02T09:00Z')]);
    // The same when the night before is not among the dates asked for.
    const alone = resolveWorkDays({
      zone: 'UTC',
      weekly: { 1: [{ from: '22:00', to: '06:00' }], 2: [{ from: '05:00', to: '09:00' }] },
      from: '2026-06-02',
      to: '2026-06-02',
    });
    expect(alone).toEqual([days[1]]);
  });

  test('24:00 ends a day', () => {
    expect(worked('UTC', '2026-06-01', '00:00', '24:00')).toBe(24);
  });
});

describe('R10: changes of the clock', () => {
  test.each(['2026-03-28', '2027-03-27'])(
    'Europe/Paris %s: a shift from 22:00 to 06:00 lasts 7 h',
    (date) => {
      expect(worked('Europe/Paris', date, '22:00', '06:00')).toBe(7);
    },
  );

  test.each(['2026-10-24', '2027-10-30'])(
    'Europe/Paris %s: a shift from 22:00 to 06:00 lasts 9 h',
    (date) => {
      expect(worked('Europe/Paris', date, '22:00', '06:00')).toBe(9);
    },
  );

  test('Europe/Paris: on any other night it lasts 8 h', () => {
    expect(worked('Europe/Paris', '2026-03-27', '22:00', '06:00')).toBe(8);
  });

  test('Europe/Paris 2026-03-29: hours inside the gap vanish, hours that reach into it are cut', () => {
    expect(worked('Europe/Paris', '2026-03-29', '02:10', '02:50')).toBe(0);
    expect(worked('Europe/Paris', '2026-03-29', '02:30', '04:00')).toBe(1);
  });

  test.each(['Europe/Lisbon', 'Europe/Dublin'])('%s: the nights of the changes', (zone) => {
    expect(worked(zone, '2026-03-28', '22:00', '06:00')).toBe(7);
    expect(worked(zone, '2026-10-24', '22:00', '06:00')).toBe(9);
  });

  test.each([
    ['Atlantic/Azores', '2026-03-29'],
    ['America/Havana', '2026-03-08'],
  ])('%s %s: the day starts at 01:00 and has 23 h', (zone, date) => {
    expect(worked(zone, date, '00:00', '24:00')).toBe(23);
  });

  test('America/Santiago: 25 h on the evening that repeats, 23 h on the date whose midnight is skipped', () => {
    expect(worked('America/Santiago', '2026-04-04', '00:00', '24:00')).toBe(25);
    expect(worked('America/Santiago', '2026-09-06', '00:00', '24:00')).toBe(23);
  });

  test('America/Sao_Paulo: gap at midnight in 2018, none today', () => {
    expect(worked('America/Sao_Paulo', '2018-11-04', '00:00', '24:00')).toBe(23);
    expect(worked('America/Sao_Paulo', '2026-11-01', '00:00', '24:00')).toBe(24);
  });

  test('Australia/Lord_Howe: half an hour more, half an hour less', () => {
    expect(worked('Australia/Lord_Howe', '2026-04-04', '22:00', '06:00')).toBe(8.5);
    expect(worked('Australia/Lord_Howe', '2026-10-03', '22:00', '06:00')).toBe(7.5);
  });

  test('Antarctica/Troll: a shift of two hours', () => {
    expect(worked('Antarctica/Troll', '2026-03-28', '22:00', '06:00')).toBe(6);
  });

  test('America/Nuuk: the gap is on Saturday evening', () => {
    expect(worked('America/Nuuk', '2026-03-28', '20:00', '24:00')).toBe(3);
  });

  test('Asia/Almaty 2024-02-29: 23:00 comes twice, once and for all', () => {
    expect(worked('Asia/Almaty', '2024-02-29', '00:00', '24:00')).toBe(25);
  });

  test('Pacific/Apia: nobody works on 2011-12-30, and the day after is whole', () => {
    expect(worked('Pacific/Apia', '2011-12-30', '08:00', '17:00')).toBe(0);
    expect(worked('Pacific/Apia', '2011-12-31', '08:00', '17:00')).toBe(9);
  });
});

describe('bad input', () => {
  const calendar: WorkCalendar = { zone: 'UTC', weekly: {}, from: '2026-06-01', to: '2026-06-02' };
  test.each<[string, Partial<WorkCalendar>]>([
    ['zone must be a zone of the time-zone database, not Mars/Olympus', { zone: 'Mars/Olympus' }],
    ['from must be a date such as 2026-03-29, not 2026-02-30', { from: '2026-02-30' }],
    ['to is before from (2026-06-01)', { to: '2026-05-31' }],
    ['weekly.8 is no weekday: 1 = Monday .. 7 = Sunday', { weekly: { ['8' as '1']: [] } }],
    [
      'weekly.1[0].from must be a time such as 08:30, not 24:00',
      { weekly: { 1: [{ from: '24:00', to: '01:00' }] } },
    ],
    [
      'weekly.1[0].to must be a time such as 08:30, not 9:00',
      { weekly: { 1: [{ from: '08:00', to: '9:00' }] } },
    ],
    [
      'weekly.1[0].to is the same as from: write 00:00 to 24:00 for a whole day',
      { weekly: { 1: [{ from: '08:00', to: '08:00' }] } },
    ],
    [
      'weekly.1[1] starts before weekly.1[0] ends',
      { weekly: everyDay({ from: '08:00', to: '12:00' }, { from: '11:00', to: '13:00' }) },
    ],
    ['exceptions.soon must be a date such as 2026-03-29, not soon', { exceptions: { soon: [] } }],
    ['absences[0] must end after it starts', { absences: [{ start: 5, end: 5 }] }],
    ['busy[0].end must be a finite number, not NaN', { busy: [{ start: 5, end: NaN }] }],
  ])('%s', (message, change) => {
    expect(() => resolveWorkDays({ ...calendar, ...change })).toThrow(PlannerError);
    expect(() => resolveWorkDays({ ...calendar, ...change })).toThrow(message);
  });

  test('the calendar they were made from is taken', () => {
    expect(resolveWorkDays(calendar)).toHaveLength(2);
  });
});
