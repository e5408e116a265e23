import type { TechnicianHours } from '@itinera/core';

type Weekly = TechnicianHours['weekly'];

/** Hours as their form holds them: every weekday has its list. */
export function hoursDraft(hours: TechnicianHours): TechnicianHours {
  const copy = structuredClone(hours);
  return {
    ...copy,
    weekly: allDays(copy.weekly),
    seasons: copy.seasons.map((season) => ({ ...season, weekly: allDays(season.weekly) })),
  };
}

/** What is sent: each day's times in order, free days left out. */
export function hoursOf({ weekly, seasons, exceptions }: TechnicianHours): TechnicianHours {
  return {
    weekly: workedDays(weekly),
    seasons: seasons.map((season) => ({ ...season, weekly: workedDays(season.weekly) })),
    exceptions: exceptions.map(({ date, hours }) => ({ date, hours: inOrder(hours) })),
  };
}

/** Seven days without hours. */
export function allDays(weekly: Weekly = {}): Weekly {
  return Object.fromEntries(['1', '2', '3', '4', '5', '6', '7'].map((day) => [day, weekly[day] ?? []]));
}

function workedDays(weekly: Weekly): Weekly {
  const days = Object.entries(weekly).filter(([, hours]) => hours.length > 0);
  return Object.fromEntries(days.map(([day, hours]) => [day, inOrder(hours)]));
}

function inOrder(hours: Weekly[string]): Weekly[string] {
  return [...hours].sort((a, b) => a.from.localeCompare(b.from));
}

/** `8`, `8.30`, `830` and `08:30` as `08:30`; anything else as it was typed, for the API to refuse. */
export function clockText(typed: string): string {
  const match = /^(\d{1,2})(?:[:.h]?(\d{2}))?$/.exec(typed.trim());
  return match ? `${(match[1] ?? '').padStart(2, '0')}:${match[2] ?? '00'}` : typed.trim();
}
