import { afterEach, describe, expect, it } from 'vitest';
import { overwriteGetLocale, type Locale } from '../../paraglide/runtime.js';
import { addDays, clock, clockRange, dateAt, day, moment, windowText, zoneName } from './time.ts';

const speak = (locale: Locale) => overwriteGetLocale(() => locale);
afterEach(() => speak('en'));
speak('en');

const at = (text: string) => Date.parse(text) / 1000;
const morning = { start: at('2026-03-03T08:00:00+01:00'), end: at('2026-03-03T10:00:00+01:00') };

describe('times as people read them', () => {
  it.each([
    ['en', 'Tuesday 3 March, 08:00–10:00', 'Tue 3 Mar, 08:00'],
    ['it', 'martedì 3 marzo, 08:00–10:00', 'mar 3 mar, 08:00'],
    ['fr', 'mardi 3 mars, 08:00–10:00', 'mar. 3 mars, 08:00'],
    ['pt-BR', 'terça-feira 3 de março, 08:00–10:00', 'ter. 3 de mar., 08:00'],
  ] as const)('in %s', (locale, window, short) => {
    speak(locale);
    expect(windowText(morning, 'Europe/Vaduz')).toBe(window);
    expect(moment(morning.start, 'Europe/Vaduz')).toBe(short);
  });

  it('tells the clock of the place, not of the reader', () => {
    expect(clock(morning.start, 'Europe/Vaduz')).toBe('08:00');
    expect(clock(morning.start, 'America/Sao_Paulo')).toBe('04:00');
    expect(clock(at('2026-03-03T23:30:00Z'), 'UTC')).toBe('23:30');
    expect(clock(at('2026-03-03T00:15:00Z'), 'UTC')).toBe('00:15');
    expect(dateAt(at('2026-03-03T23:30:00Z'), 'Europe/Vaduz')).toBe('2026-03-04');
  });

  it('names the two halves of a repeated hour', () => {
    const first = at('2026-10-25T02:30:00+02:00');
    const second = at('2026-10-25T02:30:00+01:00');
    expect(clock(first, 'Europe/Paris')).toBe(clock(second, 'Europe/Paris'));
    expect(zoneName(first, 'Europe/Paris')).not.toBe(zoneName(second, 'Europe/Paris'));
  });

  it('says an exact time once', () => {
    expect(clockRange(morning.start, morning.start, 'UTC')).toBe('07:00');
  });

  it('counts days over months, leap days and changes of the clock', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-03-29', 1)).toBe('2026-03-30');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(day('2026-03-29', 'full')).toBe('Sunday 29 March 2026');
  });
});
