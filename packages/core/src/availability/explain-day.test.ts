import type { Absence, ClockInterval, Technician, UnitAbsence, WeeklyHours } from '@itinera/db';
import { expect, test } from 'vitest';
import { seededRandom, type Random } from '../../../../test/helpers/random.ts';
import { shiftDate, startOfDate } from '../shared/local-time.ts';
import { resolveCalendar, takenTimes } from './calendar-sources.ts';
import { explainDay, type DayPiece } from './explain-day.ts';
import type { CalendarInUnit } from './unit-calendar.ts';

const weekday = [
  { from: '08:00', to: '12:00' },
  { from: '13:00', to: '17:00' },
];
const zone = 'Europe/Vaduz';
const at = (clock: string) => Date.parse(`2027-01-12T${clock}:00+01:00`) / 1000;

function calendarOf(
  more: Partial<Omit<CalendarInUnit, 'technician'>> & { technician?: Partial<Technician> } = {},
): CalendarInUnit {
  const technician = { zone, weeklyHours: { 2: weekday }, seasons: null, ...more.technician } as Technician;
  return { skills: {}, exceptions: [], absences: [], ...more, technician };
}
const absence = (startsAt: number, endsAt: number, reason: string, rule: Absence['rule'] = null) =>
  ({ startsAt, endsAt, reason, rule }) as Absence & UnitAbsence;
const told = (pieces: DayPiece[]) =>
  pieces.map(({ start, end, working, reasons }) => {
    const clock = (instant: number) =>
      instant === at('00:00') + 86_400
        ? '24:00'
        : new Date((instant + 3600) * 1000).toISOString().slice(11, 16);
    const why = reasons.map(({ kind, name }) => (name === null ? kind : `${kind} ${name}`)).join(', ');
    return `${clock(start)}-${clock(end)} ${working ? 'works' : why}`;
  });

test('CAD-PL-15 CAD-PL-16 a day says why 10:40 to 12:00 is not working time', () => {
  const calendar = calendarOf({
    absences: [absence(at('10:40'), at('12:30'), 'dentist')],
    unitAbsences: [absence(at('11:00'), at('11:30'), 'meeting')],
  });
  expect(told(explainDay(calendar, [{ startsAt: at('16:00'), endsAt: at('16:30') }], '2027-01-12'))).toEqual([
    '00:00-08:00 weekly',
    '08:00-10:40 works',
    '10:40-11:00 absence dentist',
    '11:00-11:30 absence dentist, unit-absence meeting',
    '11:30-12:00 absence dentist',
    '12:00-13:00 break',
    '13:00-16:00 works',
    '16:00-16:30 work',
    '16:30-17:00 works',
    '17:00-24:00 weekly',
  ]);
});

test('a closure is stronger than a date of its own, that than a season, that than the week', () => {
  const seasons = [
    { name: 'Winter', from: '2027-01-01', to: '2027-01-31', weekly: { 2: [{ from: '09:00', to: '15:00' }] } },
  ];
  const winter = calendarOf({ technician: { seasons } });
  expect(told(explainDay(winter, [], '2027-01-12'))).toEqual([
    '00:00-09:00 season Winter',
    '09:00-15:00 works',
    '15:00-24:00 season Winter',
  ]);
  const exceptions = [{ companyId: '', technicianId: '', date: '2027-01-12', hours: [] }];
  expect(told(explainDay({ ...winter, exceptions }, [], '2027-01-12'))).toEqual(['00:00-24:00 exception']);
  const closures = [{ date: '2027-01-12', name: 'Holiday' }];
  expect(told(explainDay({ ...winter, exceptions, closures }, [], '2027-01-12'))).toEqual([
    '00:00-24:00 closure Holiday',
  ]);
});

function randomHours(random: Random): ClockInterval[] {
  const hours = new Set(Array.from({ length: 2 * random.int(0, 2) }, () => random.int(0, 47)));
  const bounds = [...hours]
    .sort((a, b) => a - b)
    .map((half) => `${String(half >> 1).padStart(2, '0')}:${half % 2 ? '30' : '00'}`);
  return Array.from({ length: bounds.length >> 1 }, (_, n) => ({
    from: bounds[2 * n]!,
    to: bounds[2 * n + 1]!,
  }));
}
function randomWeek(random: Random): WeeklyHours {
  return Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [day, randomHours(random)]));
}
function randomCalendar(random: Random, around: string): CalendarInUnit {
  const zone = random.pick(['Europe/Vaduz', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'UTC']);
  const date = () => shiftDate(around, random.int(-2, 2));
  const absent = () => {
    const startsAt = startOfDate(date(), zone) + random.int(0, 95) * 900;
    const rule = {
      unit: random.pick(['day', 'week', 'month'] as const),
      every: random.int(1, 3),
      count: random.int(1, 9),
      zone,
    };
    return absence(
      startsAt,
      startsAt + random.int(1, 200) * 900,
      `absence ${random.int(0, 9)}`,
      random.chance(0.4) ? rule : null,
    );
  };
  const list = <T>(most: number, make: () => T) => Array.from({ length: random.int(0, most) }, make);
  const from = date();
  return calendarOf({
    technician: {
      zone,
      weeklyHours: randomWeek(random),
      seasons: list(1, () => ({ name: 'Season', from, to: shiftDate(from, 2), weekly: randomWeek(random) })),
    },
    exceptions: list(2, () => ({
      companyId: '',
      technicianId: '',
      date: date(),
      hours: randomHours(random),
    })),
    closures: random.chance(0.2) ? [{ date: date(), name: 'Closed' }] : [],
    absences: list(3, absent),
    unitAbsences: list(1, absent),
  });
}

/** What is wrong with an explanation, against what the planner is told. */
function faultsOf(calendar: CalendarInUnit, date: string, pieces: readonly DayPiece[]): string[] {
  const day = { from: date, to: date };
  const working = resolveCalendar(calendar, takenTimes(calendar, [], day), day)[0]!.working;
  const told = pieces.filter((piece) => piece.working).map(({ start, end }) => ({ start, end }));
  const faults: string[] = [];
  if (JSON.stringify(told) !== JSON.stringify(working))
    faults.push('the working pieces are not the working time');
  if (pieces.some((piece, n) => n > 0 && piece.start !== pieces[n - 1]!.end))
    faults.push('the pieces leave a hole');
  if (pieces[0]!.start !== startOfDate(date, calendar.technician.zone))
    faults.push('it does not begin at midnight');
  if (pieces.at(-1)!.end < startOfDate(shiftDate(date, 1), calendar.technician.zone))
    faults.push('it ends early');
  for (const { working, reasons } of pieces)
    if (working !== (reasons.length === 0)) faults.push('a reason too many or too few');
  return faults;
}

test('the pieces of a day and the planner’s working time are the same over random calendars', () => {
  const seed = Number(process.env['ITINERA_SEED'] ?? 20_270_112);
  console.log(`explain-day: seed ${seed}`);
  const random = seededRandom(seed);
  const [wrong, counts]: [string[], Record<string, number>] = [[], {}];
  for (let run = 0; run < 400; run++) {
    const date = random.pick(['2027-01-12', '2027-03-28', '2027-10-31', '2027-04-04', '2028-02-29']);
    const calendar = randomCalendar(random, date);
    const pieces = explainDay(calendar, [], date);
    wrong.push(...faultsOf(calendar, date, pieces).map((fault) => `${run}: ${fault}`));
    for (const { reasons } of pieces) for (const { kind } of reasons) counts[kind] = (counts[kind] ?? 0) + 1;
    // Without its absences a day has nothing but working time where only they were the reason.
    const free = explainDay({ ...calendar, absences: [], unitAbsences: [] }, [], date);
    for (const piece of pieces.filter(({ reasons }) => reasons.some(({ kind }) => kind.endsWith('absence'))))
      if (!free.some((one) => one.working && one.start <= piece.start && piece.end <= one.end))
        wrong.push(`${run}: an absence is blamed for what is no working time anyway`);
  }
  expect(wrong).toEqual([]);
  expect(Object.keys(counts).sort()).toEqual([
    'absence',
    'break',
    'closure',
    'exception',
    'season',
    'unit-absence',
    'weekly',
  ]);
});

test('an explanation that forgets an absence is found out (the control)', () => {
  const calendar = calendarOf({ absences: [absence(at('09:00'), at('10:00'), 'dentist')] });
  const forgetful = explainDay({ ...calendar, absences: [] }, [], '2027-01-12');
  expect(faultsOf(calendar, '2027-01-12', forgetful)).toEqual([
    'the working pieces are not the working time',
  ]);
});
