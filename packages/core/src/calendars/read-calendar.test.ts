import { describe, expect, test } from 'vitest';
import { readBlocks } from './ics-lines.ts';
import { ianaZone } from './ics-zones.ts';
import { CalendarError } from './problems.ts';
import type { BusyTime } from './busy-times.ts';
import { readCalendar } from './read-calendar.ts';

const range = { from: at('2027-01-01T00:00Z'), to: at('2028-01-01T00:00Z'), zone: 'Europe/Vaduz' };

function at(iso: string): number {
  return Date.parse(iso) / 1000;
}

/** One event of these lines, in a calendar. */
function calendar(...events: string[][]): string {
  const written = events.map((lines, i) => {
    const uid = lines.some((line) => line.startsWith('UID:')) ? [] : [`UID:${i}`];
    return ['BEGIN:VEVENT', ...uid, ...lines, 'END:VEVENT'];
  });
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...written.flat(), 'END:VCALENDAR', ''].join('\r\n');
}

function read(text: string): string[] {
  return readCalendar([text], range).map(spoken);
}

function spoken({ start, end }: BusyTime): string {
  const iso = (instant: number) => new Date(instant * 1000).toISOString().slice(0, 16);
  return `${iso(start)}/${iso(end)}`;
}

function problemOf(text: string): string {
  try {
    readCalendar([text], range);
    return 'none';
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    return `${error.problem.code} ${error.problem.line}`;
  }
}

const tenToEleven = ['DTSTART:20270112T100000Z', 'DTEND:20270112T110000Z'];

describe('CAD-PL-31 times of somebody else’s calendar', () => {
  test('in UTC, in zones, floating, whole days', () => {
    expect(read(calendar(tenToEleven))).toEqual(['2027-01-12T10:00/2027-01-12T11:00']);
    expect(read(calendar(['DTSTART;TZID=America/New_York:20270112T100000', 'DURATION:PT90M']))).toEqual([
      '2027-01-12T15:00/2027-01-12T16:30',
    ]);
    expect(read(calendar(['DTSTART:20270112T100000', 'DTEND:20270112T110000']))).toEqual([
      '2027-01-12T09:00/2027-01-12T10:00',
    ]);
    expect(read(calendar(['DTSTART;VALUE=DATE:20270327', 'DTEND;VALUE=DATE:20270329']))).toEqual([
      '2027-03-26T23:00/2027-03-28T22:00',
    ]);
    expect(read(calendar(['DTSTART;VALUE=DATE:20270327']))).toEqual(['2027-03-26T23:00/2027-03-27T23:00']);
    expect(read(calendar(['DTSTART:20270112T100000Z'])), 'no length').toEqual([]);
    expect(read(calendar(['DTSTART:20270112T100000Z', 'DTEND:20270112T090000Z'])), 'backwards').toEqual([]);
  });

  test('zones by the names that calendars give them', () => {
    const names = {
      'W. Europe Standard Time': 'Europe/Berlin',
      'Pacific Standard Time': 'America/Los_Angeles',
      'E. South America Standard Time': 'America/Sao_Paulo',
      '/freeassociation.sourceforge.net/Europe/Rome': 'Europe/Rome',
      '/mozilla.org/20070129_1/America/Argentina/Buenos_Aires': 'America/Argentina/Buenos_Aires',
      '"Europe/Rome"': 'Europe/Rome',
      'Etc/UTC': 'UTC',
      'Customized Time Zone': null,
    };
    for (const [name, zone] of Object.entries(names)) expect(ianaZone(name), name).toBe(zone);
  });

  test('a zone of the file’s own, when its name says nothing', () => {
    const zone = [
      ...['BEGIN:VTIMEZONE', 'TZID:Customized Time Zone', 'BEGIN:STANDARD', 'DTSTART:16010101T030000'],
      ...['TZOFFSETFROM:-0300', 'TZOFFSETTO:-0400', 'RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11', 'END:STANDARD'],
      ...['BEGIN:DAYLIGHT', 'DTSTART:16010101T020000', 'TZOFFSETFROM:-0400', 'TZOFFSETTO:-0300'],
      ...['RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3', 'END:DAYLIGHT', 'END:VTIMEZONE'],
    ].join('\r\n');
    const text = calendar(
      ['DTSTART;TZID=Customized Time Zone:20270112T100000', 'DURATION:PT1H'],
      ['DTSTART;TZID=Customized Time Zone:20270712T100000', 'DURATION:PT1H'],
    ).replace('VERSION:2.0', `VERSION:2.0\r\n${zone}`);
    expect(read(text)).toEqual(['2027-01-12T14:00/2027-01-12T15:00', '2027-07-12T13:00/2027-07-12T14:00']);
  });

  test('recurring by the wall clock through the change of clocks, with dates left out, added and replaced', () => {
    const weekly = ['DTSTART;TZID=Europe/Rome:20270322T100000', 'DTEND;TZID=Europe/Rome:20270322T110000'];
    const rule = 'RRULE:FREQ=WEEKLY;COUNT=4';
    expect(read(calendar([...weekly, rule]))).toEqual([
      '2027-03-22T09:00/2027-03-22T10:00',
      '2027-03-29T08:00/2027-03-29T09:00',
      '2027-04-05T08:00/2027-04-05T09:00',
      '2027-04-12T08:00/2027-04-12T09:00',
    ]);
    const left = 'EXDATE;TZID=Europe/Rome:20270329T100000,20270405T100000';
    const added = 'RDATE;TZID=Europe/Rome:20270330T180000';
    expect(read(calendar([...weekly, rule, left, added]))).toEqual([
      '2027-03-22T09:00/2027-03-22T10:00',
      '2027-03-30T16:00/2027-03-30T17:00',
      '2027-04-12T08:00/2027-04-12T09:00',
    ]);
    const moved = (more: string, start: string) => [
      'UID:0',
      `RECURRENCE-ID${more};TZID=Europe/Rome:20270329T100000`,
      `DTSTART;TZID=Europe/Rome:${start}`,
      'DURATION:PT30M',
    ];
    expect(read(calendar([...weekly, rule], moved('', '20270331T150000')))).toEqual([
      '2027-03-22T09:00/2027-03-22T10:00',
      '2027-03-31T13:00/2027-03-31T13:30',
      '2027-04-05T08:00/2027-04-05T09:00',
      '2027-04-12T08:00/2027-04-12T09:00',
    ]);
    expect(read(calendar([...weekly, rule], moved(';RANGE=THISANDFUTURE', '20270329T120000')))).toEqual([
      '2027-03-22T09:00/2027-03-22T10:00',
      '2027-03-29T10:00/2027-03-29T10:30',
      '2027-04-05T10:00/2027-04-05T10:30',
      '2027-04-12T10:00/2027-04-12T10:30',
    ]);
    const until = 'RRULE:FREQ=WEEKLY;UNTIL=20270329T080000Z';
    expect(read(calendar([...weekly, until]))).toHaveLength(2);
    expect(read(calendar([...weekly, 'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30']))).toHaveLength(1);
  });

  test('what began years ago reaches the range, and nothing beyond it', () => {
    const text = calendar(['DTSTART;TZID=Europe/Rome:19900101T100000', 'DURATION:PT1H', 'RRULE:FREQ=DAILY']);
    expect(read(text)).toHaveLength(365);
  });

  test('free, cancelled and declared elsewhere are not busy; tentative is', () => {
    for (const free of ['TRANSP:TRANSPARENT', 'STATUS:CANCELLED', 'X-MICROSOFT-CDO-BUSYSTATUS:FREE'])
      expect(read(calendar([...tenToEleven, free])), free).toEqual([]);
    for (const busy of ['TRANSP:OPAQUE', 'STATUS:TENTATIVE', 'X-MICROSOFT-CDO-BUSYSTATUS:OOF'])
      expect(read(calendar([...tenToEleven, busy])), busy).toHaveLength(1);
  });

  test('a place where it says one, and nothing else of what it says', () => {
    const secret = ['SUMMARY:Oncologist', 'DESCRIPTION:results', 'ATTENDEE:mailto:dr@example.com'];
    const place = { lat: 47.14, lon: 9.52 };
    const one = (...lines: string[]) =>
      readCalendar([calendar([...tenToEleven, ...secret, ...lines])], range)[0];
    expect(one('GEO:47.14;9.52')).toMatchObject({ place, location: null });
    expect(one('X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-TITLE="Clinic; 2":geo:47.14,9.52')).toMatchObject({
      place,
    });
    expect(one('LOCATION:Clinic\\, Vaduz')).toMatchObject({ place: null, location: 'Clinic, Vaduz' });
    expect(one('GEO:0;0')).toMatchObject({ place: null });
    expect(one('GEO:999;9')).toMatchObject({ place: null });
    expect(JSON.stringify(one('GEO:47.14;9.52'))).not.toMatch(/Oncolog|results|dr@/);
    const wholeDay = calendar(['DTSTART;VALUE=DATE:20270112', 'GEO:47.14;9.52']);
    expect(readCalendar([wholeDay], range)).toMatchObject([{ place: null }]);
  });

  test('what overlaps and has no place is one time', () => {
    const more = ['DTSTART:20270112T103000Z', 'DTEND:20270112T120000Z'];
    expect(read(calendar(tenToEleven, more, tenToEleven))).toEqual(['2027-01-12T10:00/2027-01-12T12:00']);
  });
});

describe('hostile calendars get a clear answer', () => {
  test('what is no calendar, or is cut short, with its line', () => {
    expect(problemOf('<html>sign in</html>')).toBe('not-a-calendar 1');
    expect(problemOf('')).toBe('not-a-calendar 1');
    expect(problemOf('\r\n\r\nHello')).toBe('not-a-calendar 3');
    expect(problemOf(calendar(tenToEleven).replace(/END:VCALENDAR\r\n/, ''))).toMatch(
      /^(not-a-calendar|broken)/,
    );
    expect(problemOf(calendar(tenToEleven, ['DTSTART:tomorrow']))).toBe('broken 8');
    expect(problemOf(calendar([...tenToEleven, 'a line without a name']))).toBe('broken 7');
    expect(problemOf(calendar(tenToEleven).replace('END:VEVENT', 'END:VTODO'))).toBe('broken 7');
    expect(problemOf(calendar([...tenToEleven, 'RRULE:FREQ=FORTNIGHTLY']))).toBe('broken 3');
  });

  test('recurrence bombs', () => {
    const bomb = (rule: string) =>
      problemOf(calendar(['DTSTART:19700101T000000Z', 'DURATION:PT1S', `RRULE:${rule}`]));
    expect(bomb('FREQ=SECONDLY')).toBe('never-ends 3');
    expect(bomb('FREQ=DAILY;COUNT=100000000')).toBe('never-ends 3');
    expect(bomb('FREQ=MINUTELY')).toBe('never-ends 3');
    const daily = ['DTSTART:20270101T000000Z', 'DURATION:PT1S', 'RRULE:FREQ=HOURLY'];
    expect(problemOf(calendar(...Array<string[]>(5).fill(daily)))).toMatch(/^too-many/);
  });

  test('a million dates, a huge line, parts within parts', () => {
    const dates = Array<string>(100_000).fill('20270113T100000Z').join(',');
    expect(problemOf(calendar([...tenToEleven, `EXDATE:${dates}`]))).toBe('line-too-long 7');
    const many = Array<string>(20_000).fill('EXDATE:20270113T100000Z');
    expect(problemOf(calendar([...tenToEleven, ...many]))).toBe('too-many 3');
    expect(problemOf(calendar([...tenToEleven, `LOCATION:${'x'.repeat(100_000)}`]))).toBe('line-too-long 7');
    expect(problemOf(calendar([...tenToEleven, `DESCRIPTION:${'x'.repeat(1_000_000)}`])), 'not ours').toBe(
      'none',
    );
    expect(problemOf('BEGIN:VCALENDAR\n'.repeat(100_000))).toBe('nested 7');
    expect(problemOf('BEGIN:VCALENDAR\n' + 'BEGIN:VEVENT\nEND:VEVENT\n'.repeat(20_001))).toMatch(/^too-many/);
  });

  test('line ends that are none smuggle nothing in', () => {
    const smuggled = 'SUMMARY:x\rTRANSP:TRANSPARENT\u0000\u000bSTATUS:CANCELLED';
    expect(read(calendar([...tenToEleven, smuggled]))).toHaveLength(1);
    expect(read(calendar([...tenToEleven, 'SUMMARY:folded', ' \r\tTRANSP:TRANSPARENT']))).toHaveLength(1);
    expect(read(calendar([...tenToEleven, 'TRANSP:TRANS', ' PARENT'])), 'the control').toEqual([]);
    expect(readBlocks(calendar(tenToEleven).replaceAll('\r\n', '\n'))).toHaveLength(1);
    expect(readBlocks(`\uFEFF${calendar(tenToEleven)}`)).toHaveLength(1);
  });

  test('an alarm within an event says nothing of it', () => {
    const alarm = ['BEGIN:VALARM', 'DURATION:PT5H', 'TRIGGER:-PT15M', 'END:VALARM'];
    expect(read(calendar([...tenToEleven, ...alarm]))).toEqual(['2027-01-12T10:00/2027-01-12T11:00']);
  });
});
