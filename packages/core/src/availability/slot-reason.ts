import type { Offer } from '@itinera/planner';
import type { SlotReason } from './types.ts';

/** At most this far from a visit the technician makes anyway: nearby. */
const nearby = 600;
/** At most this much more driving in a day that has visits: on the way. */
const smallDetour = 900;

/**
 * Why an offer is good, computed from what it rests on. `visits` is how many visits its day has without it, so that
 * a technician's own base never counts as a neighbour. The first reason that is true is the one given.
 */
export function slotReason(
  { position, travel, grade }: Pick<Offer, 'position' | 'travel' | 'grade'>,
  visits: number,
  isSoonest: boolean,
): SlotReason {
  const nearVisitBefore = position > 0 && within(travel.before, nearby);
  const nearVisitAfter = position < visits && within(travel.after, nearby);
  if (nearVisitBefore || nearVisitAfter) return 'nearby';
  if (visits > 0 && travel.detour <= smallDetour) return 'on-the-way';
  if (isSoonest) return 'soonest';
  return grade === 'possible' ? 'possible' : 'fits-well';
}

function within(leg: number, limit: number): boolean {
  return leg >= 0 && leg <= limit;
}
