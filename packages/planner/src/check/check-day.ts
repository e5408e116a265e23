import { PlannerError } from '../errors.ts';
import type { WorkDay } from '../problem/types.ts';
import { TravelError } from '../travel/error.ts';
import type { TravelLookup } from '../travel/travel-lookup.ts';
import type { EpochSeconds, Place, Seconds } from '../units.ts';
import type { Violation } from './violation.ts';
import { arrivalAfter, firstRoom, holds, shortage } from './working-time.ts';

/**
 * Everything wrong with a day, in the order of its visits, then of the day itself; an empty list: all can be kept.
 *
 * By itself each visit is taken to start as early as it can; with `starts` (one epoch second for each visit)
 * exactly those starts are judged. Legs are the day's own where it keeps them, otherwise the table's.
 *
 * Synchronous, and written without the search: it is what the search is checked by.
 * @throws {TravelError} 'unknown-place' when the table lacks a leg; fetch it and try again.
 * @throws {PlannerError} 'length' when `starts` or `legs` do not fit the visits.
 */
export function checkDay(
  day: WorkDay,
  table: Pick<TravelLookup, 'seconds'>,
  options: { starts?: EpochSeconds[] } = {},
): Violation[] {
  const { starts } = options;
  const { visits, working } = day;
  if (starts && starts.length !== visits.length) {
    throw new PlannerError('length', 'starts', `has ${starts.length} entries for ${visits.length} visits`);
  }
  const legs = legsOf(day, table);
  const ownTime = day.commute === 'own-time';
  const found: Violation[] = [];
  const report = (code: Violation['code'], visit: string | null, by: number): void => {
    if (by > 0) found.push({ code, visit, by });
  };

  // Where the technician is free to leave, and when: at first the start place, when work begins.
  let free: EpochSeconds = working[0]?.start ?? -Infinity;
  visits.forEach((visit, number) => {
    const leg = legs[number] as Seconds;
    if (leg < 0) found.push({ code: 'no-road', visit: visit.id, by: 0 });
    const reached = number === 0 && ownTime ? -Infinity : arrivalAfter(working, free, Math.max(0, leg));
    const soonest = Math.max(visit.earliest, reached);
    const start = starts?.[number] ?? firstRoom(working, visit.open, soonest, visit.duration) ?? soonest;

    report('early', visit.id, visit.earliest - start);
    report('late', visit.id, start - visit.latest);
    report('arrival', visit.id, reached - start);
    if (!holds(working, start, visit.duration))
      found.push({ code: 'outside-working-time', visit: visit.id, by: 0 });
    if (visit.open && !holds(visit.open, start, visit.duration)) {
      found.push({ code: 'outside-open', visit: visit.id, by: 0 });
    }
    free = start + visit.duration;
  });

  if (visits.length > 0) {
    const wayBack = legs[visits.length] as Seconds;
    if (wayBack < 0) found.push({ code: 'no-road', visit: null, by: 0 });
    else if (!ownTime) report('way-back', null, shortage(working, free, wayBack));
    checkLimits(day, legs, report);
  }
  return found;
}

function checkLimits(
  day: WorkDay,
  legs: Seconds[],
  report: (code: Violation['code'], visit: null, by: number) => void,
) {
  const { visits = Infinity, work = Infinity, travel = Infinity, total = Infinity } = day.limits ?? {};
  const serving = day.visits.reduce((sum, visit) => sum + visit.duration, 0);
  const driving = legs.reduce((sum, leg) => sum + Math.max(0, leg), 0);
  report('visit-limit', null, day.visits.length - visits);
  report('work-limit', null, serving - work);
  report('travel-limit', null, driving - travel);
  report('total-limit', null, serving + driving - total);
}

function legsOf(day: WorkDay, table: Pick<TravelLookup, 'seconds'>): Seconds[] {
  const { visits, legs } = day;
  if (legs && legs.length !== visits.length + 1) {
    throw new PlannerError(
      'length',
      'legs',
      `has ${legs.length} entries for ${visits.length} visits; one more is due`,
    );
  }
  if (legs) return legs;
  if (visits.length === 0) return [];
  const stops = [day.start, ...visits.map((visit) => visit.place), day.end];
  return stops.slice(1).map((to, leg) => {
    const seconds = table.seconds(stops[leg] as Place, to);
    if (seconds !== undefined) return seconds;
    const target = leg < visits.length ? `visits[${leg}]` : 'the end place';
    throw new TravelError('unknown-place', `The leg to ${target} of ${day.date} was not fetched beforehand`);
  });
}
