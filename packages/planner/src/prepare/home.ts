import type { Technician } from '../problem/types.ts';
import type { Place } from '../units.ts';

/** The place where all of a technician's days start; undefined when there are several, or no day. */
export function homeOf({ days }: Technician): Place | undefined {
  const home = days[0]?.start;
  const elsewhere = (place: Place): boolean => place.lon !== home!.lon || place.lat !== home!.lat;
  return home === undefined || days.some((day) => day.start !== home && elsewhere(day.start))
    ? undefined
    : home;
}
