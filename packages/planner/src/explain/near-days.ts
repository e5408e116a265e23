import type { SlotQuery, Technician, WorkDay } from '../problem/types.ts';
import type { EpochSeconds, Seconds } from '../units.ts';

/** How far a day's hours lie from the window; 0 where some of them lie in it. Infinity for a day without hours. */
export function distanceInTime(day: WorkDay, start: EpochSeconds, width: Seconds): Seconds {
  let nearest = Infinity;
  for (const shift of day.working) {
    // A shift that ends when the window starts is one second away from it.
    nearest = Math.min(nearest, Math.max(0, shift.start - (start + width), start + 1 - shift.end));
  }
  return nearest;
}

/** The query about one technician and these days of his alone; `replaces` keeps the visits that are left. */
export function askingOnly(query: SlotQuery, technician: Technician, days: WorkDay[]): SlotQuery {
  const { replaces, ...request } = query.request;
  const left = replaces?.filter((id) => days.some((day) => day.visits.some((visit) => visit.id === id)));
  return {
    ...query,
    technicians: [{ ...technician, days }],
    request: { ...request, ...(left !== undefined && { replaces: left }) },
  };
}
