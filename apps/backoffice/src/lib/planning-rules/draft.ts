import type { PlanningRules } from '@itinera/core';
import {
  OpeningHoursError,
  soundOpeningHours,
  type OpeningHours,
  type OpenInterval,
} from '@itinera/core/shared';
import { day } from '../format/time.ts';

export const weekdays = ['1', '2', '3', '4', '5', '6', '7'] as const;
export type Weekday = (typeof weekdays)[number];

/** Rules in a form: every weekday has its list. */
export interface RulesDraft {
  week: Record<Weekday, OpenInterval[]>;
  mode: '' | 'restrict' | 'prefer';
  technicianIds: string[];
  last: boolean;
  /** '': none. */
  serviceZoneId: string;
}

export function draftOf({
  openingHours,
  mode,
  technicianIds,
  last,
  serviceZoneId,
}: PlanningRules): RulesDraft {
  const of = (weekday: Weekday) => (openingHours?.[weekday] ?? []).map((one) => ({ ...one }));
  const week = Object.fromEntries(weekdays.map((weekday) => [weekday, of(weekday)])) as RulesDraft['week'];
  return {
    ...{ week, mode: mode ?? '', technicianIds: [...technicianIds], last },
    serviceZoneId: serviceZoneId ?? '',
  };
}

export function rulesOf({ week, mode, technicianIds, last, serviceZoneId }: RulesDraft): PlanningRules {
  const open = weekdays.filter((weekday) => week[weekday].length > 0);
  const openingHours: OpeningHours = Object.fromEntries(open.map((weekday) => [weekday, week[weekday]]));
  return {
    ...{ mode: mode || null, technicianIds, last },
    openingHours: open.length === 0 ? null : openingHours,
    serviceZoneId: serviceZoneId || null,
  };
}

const clock = /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/;

/** The weekday whose hours cannot be so; null: none. */
export function wrongDay(week: RulesDraft['week']): Weekday | null {
  for (const weekday of weekdays) {
    if (week[weekday].some(({ from, to }) => !clock.test(from) || !clock.test(to))) return weekday;
    try {
      soundOpeningHours({ [weekday]: week[weekday] });
    } catch (error) {
      if (!(error instanceof OpeningHoursError)) throw error;
      return weekday;
    }
  }
  return null;
}

/** The hours of one day on all of the others that are named. */
export function copyDay(week: RulesDraft['week'], from: Weekday, to: readonly Weekday[]): void {
  for (const weekday of to) if (weekday !== from) week[weekday] = week[from].map((one) => ({ ...one }));
}

/** `Monday` and so on. */
export function weekdayName(weekday: Weekday): string {
  // 2024-01-01 was a Monday.
  return day(`2024-01-0${weekday}`, 'long').split(/[ ,]/)[0] ?? '';
}

/** Opening hours in one line, for comparing two versions. */
export function hoursText(hours: OpeningHours | null): string {
  return weekdays
    .flatMap((weekday) => {
      const times = (hours?.[weekday] ?? []).map(({ from, to }) => `${from}–${to}`).join(', ');
      return times === '' ? [] : [`${weekdayName(weekday)} ${times}`];
    })
    .join('; ');
}
