import { describe, expect, it } from 'vitest';
import { clip, hoursAround, offeredWindows } from './offered-time.ts';

const at = (iso: string): number => Date.parse(iso) / 1000;
const monday7 = at('2027-01-11T06:00:00Z'); // 07:00 in Vaduz
const zone = 'Europe/Vaduz';

describe('offeredWindows', () => {
  it('without offered hours is everything from now to the horizon, to the second (CAD-AC-13)', () => {
    expect(offeredWindows({ offeredHours: null, horizonDays: 14 }, zone, monday7)).toEqual([
      { start: monday7, end: at('2027-01-25T06:00:00Z') },
    ]);
    expect(offeredWindows({ offeredHours: null, horizonDays: 0 }, zone, monday7)).toEqual([]);
  });

  it('counts the horizon in calendar days: 23 and 25 hours long when the clock changes', () => {
    const [window] = offeredWindows({ offeredHours: null, horizonDays: 1 }, zone, at('2027-03-27T08:00:00Z'));
    expect(window!.end).toBe(at('2027-03-28T07:00:00Z'));
  });

  it('keeps to offered weekdays and hours on the clock of the place', () => {
    const offeredHours = { '1': [{ from: '06:00', to: '12:00' }], '3': [{ from: '13:00', to: '16:00' }] };
    expect(offeredWindows({ offeredHours, horizonDays: 7 }, zone, monday7)).toEqual([
      { start: monday7, end: at('2027-01-11T11:00:00Z') },
      { start: at('2027-01-13T12:00:00Z'), end: at('2027-01-13T15:00:00Z') },
      { start: at('2027-01-18T05:00:00Z'), end: monday7 + 7 * 86_400 },
    ]);
  });

  it('hours that run past midnight, or meet at midnight, are one window', () => {
    const allDay = Object.fromEntries(
      '1234567'.split('').map((day) => [day, [{ from: '00:00', to: '24:00' }]]),
    );
    expect(offeredWindows({ offeredHours: allDay, horizonDays: 3 }, zone, monday7)).toHaveLength(1);
    const night = { '1': [{ from: '22:00', to: '06:00' }] };
    expect(hoursAround(night, zone, { start: monday7, end: monday7 + 1 })).toEqual([
      { start: at('2027-01-11T21:00:00Z'), end: at('2027-01-12T05:00:00Z') },
    ]);
  });
});

describe('clip', () => {
  it('keeps what lies in the range, and nothing that is empty', () => {
    const intervals = [
      { start: 0, end: 10 },
      { start: 20, end: 30 },
      { start: 40, end: 50 },
    ];
    expect(clip(intervals, { start: 10, end: 45 })).toEqual([
      { start: 20, end: 30 },
      { start: 40, end: 45 },
    ]);
  });
});
