import type { Seconds } from '../shared/units.ts';

const first: Seconds = 60;
const longest: Seconds = 3600;

/** How long work that found no place waits for its next try after so many before: a minute, doubling up to an hour. */
export function nextPause(attempts: number): Seconds {
  return Math.min(longest, first * 2 ** Math.min(attempts, 20));
}

/** What happens that may make room for work that waits: then it is tried at once. */
export const makesRoom: readonly string[] = [
  'intervention.canceled',
  'intervention.rescheduled',
  'intervention.declined',
  'intervention.changed',
  'intervention.removed',
  'hold.released',
  'technician.created',
  'technician.changed',
  'technician.hours-changed',
  'technician.absence-saved',
  'technician.absence-deleted',
  'technician.calendar-changed',
  'technician.calendar-removed',
  'business-unit.absence-saved',
  'business-unit.absence-deleted',
  'business-unit.settings-changed',
  'customer.planning-rules-changed',
  'customer.status-changed',
  'customer.address-changed',
  'customer.address-located',
  'activity-type.changed',
  'activity-type.change-undone',
  'service-zone.saved',
  'skill.saved',
  'team.saved',
];
