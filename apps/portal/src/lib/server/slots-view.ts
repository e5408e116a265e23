import type { SlotChoice, SlotWindow } from '@itinera/core';
import type { EpochSeconds, IsoDate, Language } from '@itinera/core/shared';
import { m } from '#paraglide/messages.js';
import {
  addDays,
  dateText,
  dayText,
  offsetName,
  shortDateText,
  timeRange,
  zoneName,
} from '../format/dates.ts';
import { durationText } from '../format/durations.ts';
import { slotReasonText } from '../words/slot-reason.ts';

/** A window to choose, ready to read. */
export interface SlotView {
  /** `start-end`, what the form sends. */
  value: string;
  day: string;
  time: string;
  reason: string;
  estimated: boolean;
}

export interface SlotsView {
  zone: string;
  duration: string;
  best: SlotView[];
  days: { date: IsoDate; heading: string; count: string; windows: SlotView[] }[];
  /** "Mon 2 Mar – Sun 8 Mar". */
  range: string;
  /** Dates for the links to earlier and later times. */
  earlier: IsoDate | null;
  later: { from: IsoDate; day: string } | null;
  /** How many of the windows rest on an estimated travel time. Where all do, a mark on each would say nothing. */
  estimated: 'none' | 'some' | 'all';
}

export function slotsView(choice: SlotChoice, language: Language, now: EpochSeconds): SlotsView {
  const days = choice.days.filter((day) => day.windows.length > 0);
  const windows = [...choice.best, ...days.flatMap((day) => day.windows)];
  return {
    zone: zoneName(choice.zone, language, windows[0]?.start ?? now),
    duration: durationText(choice.duration, language),
    best: windowViews(choice.best, choice.zone, language, now),
    days: days.map((day) => {
      const heading = dateText(day.date, language);
      return {
        date: day.date,
        heading,
        count: m.times_on_day({ count: day.windows.length, day: heading }),
        windows: windowViews(day.windows, choice.zone, language, now),
      };
    }),
    range: `${shortDateText(choice.from, language)} – ${shortDateText(choice.to, language)}`,
    earlier: choice.previous && earlierFrom(choice.from, choice.previous, choice.to),
    later: choice.next === null ? null : { from: choice.next, day: dateText(choice.next, language) },
    estimated: windows.some((window) => window.estimated)
      ? windows.every((window) => window.estimated)
        ? 'all'
        : 'some'
      : 'none',
  };
}

/** Windows ready to read. Two that read the same (the hour that comes twice in autumn) get their offset. */
export function windowViews(
  windows: readonly SlotWindow[],
  zone: string,
  language: Language,
  now: EpochSeconds,
): SlotView[] {
  const views = windows.map((window) => ({
    window,
    day: dayText(window.start, zone, language, now),
    time: timeRange(window.start, window.end, zone, language),
  }));
  return views.map(({ window, day, time }) => {
    const twice = views.filter((other) => other.day === day && other.time === time).length > 1;
    return {
      value: windowValue(window),
      day,
      time: twice ? `${time} ${offsetName(zone, language, window.start)}` : time,
      reason: slotReasonText(window.reason),
      estimated: window.estimated,
    };
  });
}

export function windowValue(window: { start: EpochSeconds; end: EpochSeconds }): string {
  return `${window.start}-${window.end}`;
}

/** The window a form sent; null for anything that is none. */
export function parseWindow(value: string): { start: EpochSeconds; end: EpochSeconds } | null {
  const found = /^(\d{1,11})-(\d{1,11})$/.exec(value);
  if (!found) return null;
  const [start, end] = [Number(found[1]), Number(found[2])];
  return start <= end ? { start, end } : null;
}

/** One page back, or further where that page would be empty. */
function earlierFrom(from: IsoDate, previous: IsoDate, to: IsoDate): IsoDate {
  const shown = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
  const pageBack = addDays(from, -shown);
  return previous < pageBack ? previous : pageBack;
}
