import { m } from '#words';
import type { AbsenceView, OffReason, TechnicianHours, TechnicianProfile } from '@itinera/core';
import type { ApiFailure } from '../api/failure.ts';
import { count } from '../format/quantity.ts';
import { day, minuteText } from '../format/time.ts';

/** Why somebody does not work at a time, in words. */
export function reasonText({ kind, name }: OffReason): string {
  switch (kind) {
    case 'weekly':
      return m.team_off_weekly();
    case 'season':
      return m.team_off_season({ name: name ?? '' });
    case 'exception':
      return m.team_off_exception();
    case 'closure':
      return m.team_off_closure({ name: name ?? '' });
    case 'break':
      return m.team_off_break();
    case 'absence':
      return m.team_off_absence({ name: name ?? '' });
    case 'unit-absence':
      return m.team_off_unit({ name: name ?? '' });
    case 'work':
      return m.team_off_work();
    case 'hidden':
      return m.team_off_hidden();
    case 'private':
      return m.team_off_private();
  }
}

/** `Monday` and so on, 1 to 7. */
export function weekdayName(weekday: number): string {
  // 2024-01-01 was a Monday.
  return day(`2024-01-0${weekday}`, 'long').split(/[ ,]/)[0] ?? '';
}

export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

/** The hours of a week in one line, for comparing two versions. */
export function hoursText(weekly: TechnicianHours['weekly']): string {
  const words = weekdays.flatMap((weekday) => {
    const hours = weekly[String(weekday)] ?? [];
    const times = hours.map(({ from, to }) => `${from}–${to}`).join(', ');
    return times === '' ? [] : [`${weekdayName(weekday)} ${times}`];
  });
  return words.join('; ') || m.team_free();
}

/** What limits a day, in one line. */
export function limitsText(limits: TechnicianProfile['limits']): string {
  const inHours = (seconds: number | undefined) => seconds && seconds / 3600;
  return [
    { name: m.team_limit_visits(), most: limits?.visits },
    { name: m.team_limit_work(), most: inHours(limits?.work) },
    { name: m.team_limit_travel(), most: inHours(limits?.travel) },
  ]
    .flatMap(({ name, most }) => (most === undefined ? [] : [`${name}: ${count(most)}`]))
    .join(', ');
}

/** From when to when, and how often. */
export function absenceText({ from, to, repeat }: AbsenceView): string {
  const times = `${minuteText(from)} – ${minuteText(to)}`;
  return repeat ? `${times} (${repeatText(repeat)})` : times;
}

export function repeatText(repeat: NonNullable<AbsenceView['repeat']>): string {
  return m.team_repeat_words({ count: repeat.count, until: day(repeat.until, 'full') });
}

/** What the fields of a technician's profile are called, by the names under which they are sent. */
export function profileLabels(): Record<string, string> {
  return {
    'profile.name': m.team_name(),
    'profile.phone': m.team_phone(),
    'profile.email': m.team_email(),
    'profile.comment': m.team_comment(),
    'profile.colour': m.team_colour(),
    'profile.active': m.team_active(),
    'profile.base': m.team_base(),
    'profile.laterBases': m.team_later_bases(),
    'profile.zone': m.team_zone(),
    'profile.commute': m.team_commute(),
    'profile.maxDistanceKm': m.team_distance(),
    'profile.area': m.team_area(),
    'profile.limits': m.team_limits(),
    'profile.skills': m.team_skills(),
    'profile.staffUserId': m.team_account(),
    'profile.businessUnitIds': m.team_units(),
  };
}

/** What is wrong with a field that was refused: the words of its label, or that another has it. */
export function wrongText(failure: ApiFailure | null, field: string, label: string): string | undefined {
  const refused = failure?.code === 'invalid' ? failure.problem.field : undefined;
  if (refused !== field && !refused?.startsWith(`${field}.`)) return undefined;
  return failure?.problem.reason === 'taken' ? m.team_taken() : m.remedy_invalid({ field: label });
}
