import { describe, expect, it } from 'vitest';
import {
  addDays,
  dateText,
  dayText,
  isIsoDate,
  localDate,
  momentText,
  offsetName,
  shortDateText,
  timeRange,
  windowText,
  zoneName,
} from './dates.ts';
import { durationText } from './durations.ts';

const at = (iso: string) => Date.parse(iso) / 1000;
/** Tuesday, 9 to 11 o'clock in Vaduz. */
const window = { start: at('2026-03-03T08:00:00Z'), end: at('2026-03-03T10:00:00Z'), zone: 'Europe/Vaduz' };
const now = at('2026-02-20T12:00:00Z');

describe('a promised window', () => {
  it('is told on the clock of the place, in the words of the reader', () => {
    expect(windowText(window, 'en', now)).toMatchObject({
      day: 'Tuesday 3 March',
      time: '09:00–\u206011:00',
      zone: 'Central European Time',
      leaf: { weekday: 'Tue', number: '3', month: 'Mar' },
    });
    expect(windowText(window, 'it', now)).toMatchObject({
      day: 'martedì 3 marzo',
      leaf: { weekday: 'mar', month: 'mar' },
    });
    expect(windowText(window, 'fr', now)).toMatchObject({
      day: 'mardi 3 mars',
      leaf: { weekday: 'mar', month: 'mars' },
    });
    expect(windowText(window, 'pt-BR', now)).toMatchObject({
      day: 'terça-feira, 3 de março',
      time: '09:00–\u206011:00',
    });
  });

  it('says the year where it is another one', () => {
    expect(dayText(window.start, window.zone, 'en', at('2025-12-30T00:00:00Z'))).toBe(
      'Tuesday, 3 March 2026',
    );
  });

  it('belongs to the local date, whatever the date is in Greenwich', () => {
    const late = at('2026-03-03T23:30:00Z');
    expect(localDate(late, 'Europe/Vaduz')).toBe('2026-03-04');
    expect(localDate(late, 'America/Sao_Paulo')).toBe('2026-03-03');
    expect(dayText(late, 'Europe/Vaduz', 'en', now)).toBe('Wednesday 4 March');
  });

  it('tells the two hours of an autumn night apart', () => {
    const first = at('2026-10-25T00:30:00Z');
    const second = at('2026-10-25T01:30:00Z');
    expect(timeRange(first, first, 'Europe/Vaduz', 'en')).toBe('02:30');
    expect(timeRange(second, second, 'Europe/Vaduz', 'en')).toBe('02:30');
    expect(offsetName('Europe/Vaduz', 'en', first)).toBe('GMT+2');
    expect(offsetName('Europe/Vaduz', 'en', second)).toBe('GMT+1');
  });

  it('writes midnight as 00:00', () => {
    expect(timeRange(at('2026-03-02T23:00:00Z'), at('2026-03-03T00:00:00Z'), 'Europe/Vaduz', 'en')).toBe(
      '00:00–\u206001:00',
    );
  });
});

describe('dates', () => {
  it('are counted on the calendar', () => {
    expect(addDays('2026-02-27', 3)).toBe('2026-03-02');
    expect(addDays('2026-03-29', -7)).toBe('2026-03-22');
    expect(dateText('2026-03-29', 'en')).toBe('Sunday 29 March');
    expect(shortDateText('2026-03-29', 'en')).toBe('Sun 29 Mar');
  });

  it('exist or do not', () => {
    expect(isIsoDate('2028-02-29')).toBe(true);
    for (const text of ['2026-02-29', '2026-13-01', '2026-3-1', '', null, '2026-03-01T00:00', 'tomorrow']) {
      expect(isIsoDate(text)).toBe(false);
    }
  });

  it('have names of zones and moments in every language', () => {
    expect(zoneName('Europe/Vaduz', 'it', now)).toMatch(/Europa centrale/);
    expect(zoneName('America/Sao_Paulo', 'pt-BR', now)).toMatch(/Brasília/);
    expect(momentText(now, 'Europe/Vaduz', 'en')).toBe('20 February 2026 at 13:00');
  });
});

describe('durations', () => {
  it('are whole minutes in words', () => {
    expect(durationText(5400, 'en')).toBe('1 hour, 30 minutes');
    expect(durationText(3600, 'it')).toBe('1 ora');
    expect(durationText(2701, 'fr')).toBe('46 minutes');
    expect(durationText(7200, 'pt-BR')).toBe('2 horas');
    expect(durationText(0, 'en')).toBe('1 minute');
  });
});
