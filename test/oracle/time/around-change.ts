import { estimate, findSlots, resolveWorkDays } from '@itinera/planner';
import type { ClockHours, Interval } from '@itinera/planner';
import { dayAt, labelsShown, watchClock, workedDays } from './wall-clock.ts';
import type { ClockChange, OffsetAt } from './zone-data.ts';

const day = 86_400;

/** The functions of the planner in which zones exist. */
export interface Timekeeper {
  resolveWorkDays: typeof resolveWorkDays;
  /** The starts of the windows that somebody without any work is offered. */
  gridStarts: (zone: string, step: number, window: Interval) => Promise<number[]>;
}

export const planner: Timekeeper = {
  resolveWorkDays,
  async gridStarts(zone, step, window) {
    const place = { lon: 9, lat: 47 };
    const always = { start: window.start - day, end: window.end + day };
    const free = { date: '2026-01-01', start: place, end: place, working: [always], visits: [] };
    const { windows } = await findSlots(
      {
        technicians: [{ id: 'a', skills: {}, days: [free] }],
        request: { place: null, duration: 60, windows: [window] },
        grid: { zone, step, width: 0 },
        now: always.start,
      },
      estimate({ constant: 0, secondsPerMetre: 1 }),
    );
    return windows.map(({ start }) => start);
  },
};

/** Where calendars and grids around a change of the clock differ from what the clock on the wall says. */
export async function differences(
  { zone, instant, before, after }: ClockChange,
  offsetAt: OffsetAt,
  keeper: Timekeeper = planner,
): Promise<string[]> {
  const clock = watchClock(offsetAt, instant - 4 * day, 8);
  const today = dayAt(clock, 4 * 1440 - 1);
  const date = (number: number): string => new Date(number * day * 1000).toISOString().slice(0, 10);
  const found: string[] = [];
  for (const [name, hours] of Object.entries(calendarsAt(instant, before, after))) {
    const weekly = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((weekday) => [weekday, hours]));
    const expected = JSON.stringify(workedDays(clock, hours, today - 1, today + 1));
    const given = JSON.stringify(
      keeper.resolveWorkDays({ zone, weekly, from: date(today - 1), to: date(today + 1) }),
    );
    if (expected !== given) found.push(`${zone} ${date(today)} ${name}: ${given}, expected ${expected}`);
  }
  for (const step of [1800, 2700]) {
    const window = { start: instant - day, end: instant + day };
    const expected = labelsShown(clock, step, window).join();
    const given = (await keeper.gridStarts(zone, step, window)).join();
    if (expected !== given) found.push(`${zone} ${date(today)} grid ${step}: ${given}, expected ${expected}`);
  }
  return found;
}

/** Hours over midnight, the whole date, and a day whose lunch begins in the gap or in the repeated hour. */
function calendarsAt(instant: number, before: number, after: number): Record<string, ClockHours[]> {
  const edge = (instant + Math.min(before, after)) / 60;
  const within = edge + Math.floor(Math.min(Math.abs(after - before), 7200) / 120);
  const time = (minute: number): string => {
    const ofDay = ((minute % 1440) + 1440) % 1440;
    return `${String(Math.floor(ofDay / 60)).padStart(2, '0')}:${String(ofDay % 60).padStart(2, '0')}`;
  };
  return {
    'over midnight': [{ from: '22:00', to: '06:00' }],
    'whole date': [{ from: '00:00', to: '24:00' }],
    'lunch at the change': [
      { from: time(edge - 180), to: time(within) },
      { from: time(within + 45), to: time(within + 225) },
    ],
  };
}
